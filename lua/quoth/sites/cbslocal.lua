-- Stations of CBS.
return {
  name = "cbslocal",
  version = 1,
  date = "2019-11",
  description = "CBS stations, *.cbslocal.com",
  match = { host = { "*.cbslocal.com" } },
  body = { ".main-story-wrapper", "#main-story" },
  need = 3,
  drop = { add = { ".story-tags" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="main-story-wrapper"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
