-- Al Jazeera.
return {
  name = "aljazeera",
  version = 1,
  date = "2023-12",
  description = "Al Jazeera, aljazeera.com",
  match = { host = { "*.aljazeera.com" } },
  body = { "#main-content-area", ".wysiwyg" },
  need = 3,
  drop = { add = { ".more-on", ".container--ads" } },
  test = {
    { html = [[<h1>Rain wins</h1><main id="main-content-area"><p>"It rained," said Mara Lund.</p>
        <div class="more-on"><h2>Keep reading</h2></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></main><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Keep reading", "Buy boats" } },
  },
}
