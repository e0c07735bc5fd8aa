-- The Hollywood Reporter.
return {
  name = "hollywoodreporter",
  version = 1,
  date = "2023-12",
  description = "The Hollywood Reporter, hollywoodreporter.com",
  match = { host = { "*.hollywoodreporter.com" } },
  body = { ".pmc-paywall", ".a-content", ".article-tags-wrap", "main" },
  need = 3,
  drop = { add = { ".injected-related-story, .article-tags" } },
  names = { organization = { ["The Hollywood Reporter"] = { "THR" } } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="pmc-paywall"><p>"It rained," said Mara Lund.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Buy boats" } },
  },
}
