-- Hindustan Times.
return {
  name = "hindustantimes",
  version = 1,
  date = "2023-12",
  description = "Hindustan Times, hindustantimes.com",
  match = { host = { "*.hindustantimes.com" } },
  body = { ".detail", ".storyDetails" },
  need = 3,
  drop = { add = { ".storyParagraphFigure, .recommended-articles", ".sortDec" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="detail"><p>"It rained," said Mara Lund.</p>
        <div class="recommended-articles"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
