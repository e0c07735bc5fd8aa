-- Chicago Tribune: paragraphs have a class of their own.
return {
  name = "chicagotribune",
  version = 1,
  date = "2023-12",
  description = "Chicago Tribune, chicagotribune.com",
  match = { host = { "*.chicagotribune.com" } },
  body = { ".article-body-wrapper", ".body-copy", "article" },
  need = 3,
  drop = { add = { ".pb-f-article-gallery" } },
  test = {
    { html = [[<h1>Rain wins</h1><article class="article-body-wrapper"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
