-- TIME.
return {
  name = "time",
  version = 1,
  date = "2023-12",
  description = "TIME, time.com",
  match = { host = { "*.time.com" } },
  body = { "#article-body", ".article-content" },
  need = 3,
  drop = { add = { "text:^(?:Write to|Contact us at) " } },
  test = {
    { html = [[<h1>Rain wins</h1><article id="article-body"><p>"It rained," said Mara Lund.</p>
        <p>Contact us at letters@herald.example.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "letters@", "Buy boats" } },
  },
}
