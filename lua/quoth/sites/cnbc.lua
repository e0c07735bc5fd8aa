-- CNBC and CNBC Make It.
return {
  name = "cnbc",
  version = 1,
  date = "2023-12",
  description = "CNBC, cnbc.com",
  match = { host = { "*.cnbc.com" } },
  body = { "[data-module=ArticleBody]", ".ArticleBody-articleBody", "[class*=ArticleBody] .group" },
  need = 3,
  drop = { add = { "[class*=InlineVideo], [class*=RelatedContent]", "text:^(?:DON'T MISS|Sign up|Want to) " } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="ArticleBody-articleBody"><p>"It rained," said Mara Lund.</p>
        <p>DON'T MISS Ten boats that sank</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
