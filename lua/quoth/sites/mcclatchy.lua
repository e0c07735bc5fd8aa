-- Papers of McClatchy: the Miami Herald and others.
return {
  name = "mcclatchy",
  version = 1,
  date = "2023-12",
  description = "McClatchy papers, by their pages",
  match = {
    host = { "*.miamiherald.com", "*.kansascity.com", "*.sacbee.com", "*.charlotteobserver.com" },
    has = "body.wps-body-main article.story-body",
  },
  body = { "article.story-body", ".story-body" },
  need = 3,
  drop = { add = { ".summary", "header", "text:^This story was originally published" } },
  test = {
    { html = [[<h1>Rain wins</h1><article class="story-body"><p>"It rained," said Mara Lund.</p>
        <p>This story was originally published at noon.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "originally", "Buy boats" } },
  },
}
