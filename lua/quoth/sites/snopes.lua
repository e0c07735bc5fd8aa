-- Snopes: claim, rating and origin of a rumour.
return {
  name = "snopes",
  version = 1,
  date = "2019-11",
  description = "Snopes, snopes.com",
  match = { host = { "*.snopes.com" } },
  body = { ".single-body", "article.snopes-post", "#article-content" },
  need = 3,
  drop = { add = { ".cta, .support-us, .newsletter", "text:^(?:Support Snopes|A Word to Our Loyal Readers)" } },
  test = {
    { html = [[<h1>Rain wins</h1><article class="snopes-post"><p>"It rained," said Mara Lund.</p>
        <p>Support Snopes so we can go on.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "go on", "Buy boats" } },
  },
}
