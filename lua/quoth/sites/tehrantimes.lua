-- Tehran Times.
return {
  name = "tehrantimes",
  version = 1,
  date = "2023-12",
  description = "Tehran Times, tehrantimes.com",
  match = { host = { "*.tehrantimes.com" } },
  body = { ".item-text", ".item-body" },
  need = 1,
  drop = { add = { ".tags" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="item-text"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
