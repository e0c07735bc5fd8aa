-- Daily Express.
return {
  name = "express",
  version = 1,
  date = "2019-11",
  description = "Daily Express, express.co.uk",
  match = { host = { "*.express.co.uk" } },
  body = { ".ctx_content", "#singleArticle article" },
  need = 3,
  drop = { add = { "text:^DON'T MISS", "text:\\[[A-Z]{4,10}\\](?: |$)", ".related-articles" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="ctx_content"><p>"It rained," said Mara Lund.</p>
        <p>DON'T MISS Ten boats that sank</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
