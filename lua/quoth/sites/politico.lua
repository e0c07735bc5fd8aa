-- POLITICO.
return {
  name = "politico",
  version = 1,
  date = "2023-12",
  description = "POLITICO, politico.com",
  match = { host = { "*.politico.com" } },
  body = { ".story-text", ".story-main-content" },
  need = 3,
  drop = { add = { ".story-meta, .story-supplement", ".media-item--story-lead" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="story-text"><p>"It rained," said Mara Lund.</p>
        <div class="story-meta"><p>By Bo Xu, the pier</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "the pier", "Buy boats" } },
  },
}
