-- The Telegraph.
return {
  name = "telegraph",
  version = 1,
  date = "2023-12",
  description = "The Telegraph, telegraph.co.uk",
  match = { host = { "*.telegraph.co.uk" } },
  body = { "[itemprop=articleBody]", ".articleBodyText", "article .article-body-text" },
  need = 3,
  drop = { add = { ".e-standfirst", ".articlePromo, .article-betting-unit-container" } },
  test = {
    { html = [[<h1>Rain wins</h1><div itemprop="articleBody"><p>"It rained," said Mara Lund.</p>
        <div class="articlePromo"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
