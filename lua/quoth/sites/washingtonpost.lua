-- The Washington Post.
return {
  name = "washingtonpost",
  version = 1,
  date = "2023-12",
  description = "The Washington Post, washingtonpost.com",
  match = { host = { "*.washingtonpost.com" } },
  body = { "article .article-body", ".teaser-content", ".meteredContent" },
  need = 1,
  drop = { add = { "[data-qa=newsletter], [data-testid=newsletter]" } },
  names = { organization = { ["The Washington Post"] = { "The Post", "Washington Post" } } },
  test = {
    { html = [[<h1>Rain wins</h1><article><div class="article-body"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
