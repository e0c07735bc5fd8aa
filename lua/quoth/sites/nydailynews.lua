-- New York Daily News and other papers of Tribune, on WordPress.
return {
  name = "nydailynews",
  version = 1,
  date = "2023-12",
  description = "New York Daily News, nydailynews.com",
  match = { host = { "*.nydailynews.com" } },
  body = { ".body-copy", ".article-body" },
  need = 3,
  drop = { add = { ".related-articles" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="body-copy"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
