-- CTV News.
return {
  name = "ctvnews",
  version = 1,
  date = "2019-11",
  description = "CTV News, ctvnews.ca",
  match = { host = { "*.ctvnews.ca" } },
  body = { ".articleBody", ".c-text" },
  need = 3,
  drop = { add = { ".related-stories" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="articleBody"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
