-- ESPN.
return {
  name = "espn",
  version = 1,
  date = "2023-12",
  description = "ESPN, espn.com",
  match = { host = { "*.espn.com", "*.espn.co.uk" } },
  body = { ".article-body" },
  need = 3,
  drop = { add = {
    ".article-meta, .news-feed_item-meta, .inline-track", [[text:^ESPN's [\w .]+ contributed to this]],
  } },
  names = { organization = { "ESPN" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-body"><p>"It rained," said Mara Lund.</p>
        <p>ESPN's Bo Xu contributed to this report.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Bo Xu", "Buy boats" } },
  },
}
