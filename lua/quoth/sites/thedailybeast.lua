-- The Daily Beast.
return {
  name = "thedailybeast",
  version = 1,
  date = "2023-12",
  description = "The Daily Beast, thedailybeast.com",
  match = { host = { "*.thedailybeast.com" } },
  body = { "article .Mobiledoc", "article.Story" },
  need = 3,
  drop = { add = { ".PromotedStories", "text:^(?:Got a tip|For more, listen)" } },
  test = {
    { html = [[<h1>Rain wins</h1><article class="Story"><div class="Mobiledoc"><p>"It rained," said Mara Lund.</p>
        <p>Got a tip? Send it here.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Got a tip", "Buy boats" } },
  },
}
