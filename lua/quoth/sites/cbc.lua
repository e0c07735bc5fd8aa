-- CBC News.
return {
  name = "cbc",
  version = 1,
  date = "2023-12",
  description = "CBC, cbc.ca",
  match = { host = { "*.cbc.ca" } },
  body = { ".story", "[data-cy=storyWrapper]" },
  need = 3,
  drop = { add = {
    ".similarLinks", ".detailSummary, .deck", [[text:^(?:WATCH|LISTEN) \|]],
    "text:^(?:The full interview with|Interview with .* produced by) ",
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="story"><p>"It rained," said Mara Lund.</p>
        <p>WATCH | The pier in a dry year</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "dry year", "Buy boats" } },
  },
}
