-- Los Angeles Times: promotions and pull quotes stand in the text as enhancements.
return {
  name = "latimes",
  version = 1,
  date = "2023-12",
  description = "Los Angeles Times, latimes.com",
  match = { host = { "*.latimes.com" } },
  body = { "[data-element=story-body]", ".rich-text-article-body-content", "article .ct-rich-text-children", "article.story" },
  need = 3,
  drop = { add = { ".enhancement", ".subscriber-content-promo" } },
  names = { organization = { ["Los Angeles Times"] = { "The Times", "L.A. Times" } } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="rich-text-article-body-content"><p>"It rained," said Mara Lund.</p>
        <div class="enhancement"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
