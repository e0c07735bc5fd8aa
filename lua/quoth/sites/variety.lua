-- Variety.
return {
  name = "variety",
  version = 1,
  date = "2023-12",
  description = "Variety, variety.com",
  match = { host = { "*.variety.com" } },
  body = { ".pmc-paywall", ".vy-cx-page-content", ".a-content" },
  need = 3,
  drop = { add = { ".injected-related-story, .article-tags" } },
  names = { organization = { "Variety" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="pmc-paywall"><p>"It rained," said Mara Lund.</p>
        <div class="injected-related-story"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
