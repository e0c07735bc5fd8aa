-- Polygraph, Voice of America and Radio Free Europe: one system.
return {
  name = "usagm",
  version = 1,
  date = "2019-11",
  description = "Polygraph.info, VOA and RFE/RL, by their pages",
  match = { host = { "*.polygraph.info", "*.voanews.com", "*.rferl.org" }, has = "#article-content .wsw" },
  body = { "#article-content .wsw", ".wsw" },
  need = 3,
  drop = { add = { ".statement, .media-block-wrap", ".wsw__embed" } },
  test = {
    { html = [[<h1>Rain wins</h1><div id="article-content"><div class="wsw"><p>"It rained," said Mara Lund.</p>
        <div class="media-block-wrap"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
