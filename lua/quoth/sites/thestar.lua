-- Toronto Star: most of the text stands in an element for subscribers, folded away.
return {
  name = "thestar",
  version = 1,
  date = "2023-12",
  description = "Toronto Star, thestar.com",
  match = { host = { "*.thestar.com" } },
  body = { "#article-body", ".article-body-text" },
  need = 2,
  drop = { add = { ".asset-tagline, .block-title", "text:^You might be interested in", ".tnt-inline-asset" } },
  test = {
    { html = [[<h1>Rain wins</h1><div id="article-body"><p>"It rained," said Mara Lund.</p>
        <div class="block-title"><h3>You might be interested in</h3></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "interested", "Buy boats" } },
  },
}
