-- Breitbart.
return {
  name = "breitbart",
  version = 1,
  date = "2016-12",
  description = "Breitbart, breitbart.com",
  match = { host = { "*.breitbart.com" } },
  body = { ".entry-content" },
  need = 3,
  drop = { add = { "#EmailOptin, #EmailOptinM", [[text:^Follow [\w .]+ on ]] } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="entry-content"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
