-- The Economist: single or double marks, no names of writers.
return {
  name = "economist",
  version = 1,
  date = "2023-12",
  description = "The Economist, economist.com",
  match = { host = { "*.economist.com" } },
  body = { "[data-component=article-body-text]", "[itemprop=text]", "section p[data-component=paragraph]", "section p.article__body-text" },
  need = 2,
  drop = { add = { ".article__footnote" } },
  test = {
    { html = [[<h1>Rain wins</h1><div itemprop="text"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
