-- VICE.
return {
  name = "vice",
  version = 1,
  date = "2023-12",
  description = "VICE, vice.com",
  match = { host = { "*.vice.com" } },
  body = { ".article__body-components" },
  need = 3,
  drop = { add = {
    ".article__header__dek", "text:^This article originally appeared on VICE", "text:^(?:Follow|Subscribe to) ",
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article__body-components"><p>"It rained," said Mara Lund.</p>
        <p>This article originally appeared on VICE Harbor.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "VICE Harbor", "Buy boats" } },
  },
}
