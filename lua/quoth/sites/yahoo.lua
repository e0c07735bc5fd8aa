-- Yahoo, whose own pages and syndicated ones have one body.
return {
  name = "yahoo",
  version = 1,
  date = "2023-12",
  description = "Yahoo News and Finance, by their pages",
  match = { host = { "*.yahoo.com" }, has = ".caas-body" },
  body = { ".caas-body", ".yom-art-content .body", ".yom-art-content" },
  need = 3,
  drop = { add = {
    ".caas-readmore, .caas-yvideo", ".yvp-tabs-content, .vp-container, .player-maestro",
    [[text:^[A-Z][\w. ]+ is an? .*\b(?:reporter|editor|writer)\b.* at Yahoo]],
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="caas-body"><p>"It rained," said Mara Lund.</p>
        <p>Bo Xu is a senior reporter at Yahoo Finance.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Bo Xu", "Buy boats" } },
  },
}
