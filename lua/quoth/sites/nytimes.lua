-- The New York Times: "Mr. Xu said on Monday"; courtesy titles throughout.
return {
  name = "nytimes",
  version = 1,
  date = "2023-12",
  description = "The New York Times, nytimes.com",
  match = { host = { "*.nytimes.com" } },
  body = { "section[name=articleBody]", ".StoryBodyCompanionColumn" },
  need = 3,
  drop = { add = { ".bottom-of-article", "text:^The Times is committed to publishing a diversity of letters" } },
  names = { organization = { ["The New York Times"] = { "The Times", "New York Times" } } },
  test = {
    { html = [[<h1>Rain wins</h1><section name="articleBody"><p>"It rained," said Mara Lund.</p>
        <div class="bottom-of-article"><p>A version of this article appears in print.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></section><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "in print", "Buy boats" } },
  },
}
