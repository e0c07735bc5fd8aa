-- BBC News: no quotation mark ends a paragraph that the next one goes on with.
return {
  name = "bbc",
  version = 1,
  date = "2019-11",
  description = "BBC News, bbc.com and bbc.co.uk",
  match = { host = { "*.bbc.com", "*.bbc.co.uk" } },
  body = { ".story-body__inner", "[data-component=text-block]", "article" },
  need = 3,
  drop = { add = {
    ".story-body__unordered-list a", "[data-component=links-block], [data-component=tags]",
    "text:^Listen to .* live (?:at|every|on) ",
  } },
  names = { organization = { ["BBC"] = { "BBC News", "the BBC" } } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="story-body__inner"><p>"It rained," said Mara Lund.</p>
        <p>Listen to Newsround live at noon.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Newsround", "Buy boats" } },
  },
}
