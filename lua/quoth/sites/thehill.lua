-- The Hill.
return {
  name = "thehill",
  version = 1,
  date = "2023-12",
  description = "The Hill, thehill.com",
  match = { host = { "*.thehill.com" } },
  body = { ".article__text" },
  need = 3,
  drop = { add = { ".nlp-ignore-block", ".wp-block-columns", ".hardwall" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article__text"><p>"It rained," said Mara Lund.</p>
        <div class="nlp-ignore-block"><p>Best boats of the year.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Best boats", "Buy boats" } },
  },
}
