-- Papers of Gannett and USA TODAY: one system serves hundreds of them.
return {
  name = "gannett",
  version = 1,
  date = "2023-12",
  description = "Gannett papers and USA TODAY, by their pages",
  match = {
    host = { "*.usatoday.com", "*.detroitnews.com", "*.freep.com", "*.thedailyjournal.com" },
    has = "#truncationWrap article.primary-content",
  },
  body = { "article.primary-content", "#mainContentSection .article-wrapper", ".gnt_ar_b" },
  need = 3,
  drop = { add = {
    ".exclude-from-newsgate", ".gnt_ar_b_sp", "text:^Contributing: ", "text:^(?:Follow|Contact|Reach)\\b.*@",
    [[text:^[A-Z][\w. ]+ (?:writes|covers|reports|is an? .*(?:reporter|editor|columnist))\b.*(?:for|at|Twitter|@)]],
  } },
  test = {
    { html = [[<h1>Rain wins</h1><article class="primary-content"><p>"It rained," said Mara Lund.</p>
        <p>Contact Bo Xu at bo@herald.example.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></article><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Bo Xu", "Buy boats" } },
  },
}
