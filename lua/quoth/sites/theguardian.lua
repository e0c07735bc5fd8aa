-- The Guardian: curly single marks in headlines, double ones in the text, and a Sunday sister, the Observer.
return {
  name = "theguardian",
  version = 1,
  date = "2023-12",
  description = "The Guardian and the Observer, theguardian.com",
  match = { host = { "*.theguardian.com", "*.guardiannews.com" } },
  body = { ".article-body-viewer-selector", ".article-body-commercial-selector", "[itemprop=articleBody]" },
  need = 3,
  drop = { add = { "gu-island", "#sign-in-gate" } },
  names = { organization = { ["The Guardian"] = { "Guardian" }, ["The Observer"] = { "Observer" } } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-body-viewer-selector"><p>"It rained," said Mara Lund.</p>
        <gu-island><p>Newsletters you may like.</p></gu-island>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "you may like", "Buy boats" } },
  },
}
