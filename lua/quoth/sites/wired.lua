-- WIRED: a list of other stories closes each one.
return {
  name = "wired",
  version = 1,
  date = "2019-11",
  description = "WIRED, wired.com",
  match = { host = { "*.wired.com" } },
  body = { ".article__chunks", ".article__body" },
  need = 3,
  drop = { add = {
    ".article__chunks > ul", ".body__container > ul",
    [[text:^(?:More Great WIRED Stories|[\w .]+ is an? [\w ]*(?:writer|editor)[\w ]* at WIRED)]],
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article__chunks"><p>"It rained," said Mara Lund.</p>
        <p>Bo Xu is a staff writer at WIRED who covers rain.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Bo Xu", "Buy boats" } },
  },
}
