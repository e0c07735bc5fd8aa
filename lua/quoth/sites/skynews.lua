-- Sky News.
return {
  name = "skynews",
  version = 1,
  date = "2023-12",
  description = "Sky News, news.sky.com",
  match = { host = { "*.news.sky.com" } },
  body = { ".sdc-article-body" },
  need = 3,
  drop = { add = {
    ".sdc-article-widget, .sdc-site-layout-sticky-region", ".sdc-site-au", "text:^(?:Read more|More on)",
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="sdc-article-body"><p>"It rained," said Mara Lund.</p>
        <p>Read more: Ten boats that sank</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
