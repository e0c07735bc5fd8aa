-- CBS News.
return {
  name = "cbsnews",
  version = 1,
  date = "2019-11",
  description = "CBS News, cbsnews.com",
  match = { host = { "*.cbsnews.com" } },
  body = { "article.content-article > section", ".content__body" },
  need = 3,
  drop = { add = { ".content-recirculation__wrapper, .embed, .component", "text:^©" } },
  test = {
    { html = [[<h1>Rain wins</h1><article class="content-article"><section><p>"It rained," said Mara Lund.</p>
        <div class="embed"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></section></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
