-- Papers of Hearst: the San Francisco Chronicle, the Houston Chronicle and others.
return {
  name = "hearst",
  version = 1,
  date = "2023-12",
  description = "Hearst papers, by their pages",
  match = {
    host = { "*.sfgate.com", "*.chron.com", "*.mysanantonio.com", "*.sfchronicle.com", "*.houstonchronicle.com" },
  },
  body = { ".article-body", ".package article", "article" },
  need = 3,
  drop = { add = {
    ".asset_gallery", "text:^Article continues below",
    [[text:^[A-Z][\w. ]+ is an? .*\b(?:News Editor|reporter|editor) at ]],
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-body"><p>"It rained," said Mara Lund.</p>
        <p>Article continues below this ad</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "continues", "Buy boats" } },
  },
}
