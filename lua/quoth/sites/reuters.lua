-- Reuters: straight marks, a dateline, and sign-offs of reporters and editors.
return {
  name = "reuters",
  version = 1,
  date = "2023-12",
  base = "wire",
  description = "Reuters, reuters.com",
  match = { host = { "*.reuters.com" } },
  body = { "[class^=article-body__content]", "[data-testid^=paragraph-]", "article" },
  need = 3,
  drop = { add = { "[data-testid=promo-box]", "[class*=author-bio]", "text:^Our Standards:" } },
  names = { organization = { ["Reuters"] = { "Thomson Reuters" } } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-body__content__17Yit"><p>"It rained," said Mara Lund.</p>
        <p>Our Standards: The Principles of Trust.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Standards", "Buy boats" } },
  },
}
