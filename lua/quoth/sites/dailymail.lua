-- Daily Mail and MailOnline: single marks for speech, names of stars in capitals.
return {
  name = "dailymail",
  version = 1,
  date = "2023-12",
  base = "uk-single",
  description = "Daily Mail, dailymail.co.uk",
  match = { host = { "*.dailymail.co.uk" } },
  body = { "[itemprop=articleBody]", "#js-article-text" },
  need = 3,
  drop = { add = { ".artSplitter, .moduleFull, .related-carousel", ".mol-factbox" } },
  test = {
    { html = [[<h1>Rain wins</h1><div id="js-article-text"><p>"It rained," said Mara Lund.</p>
        <div class="artSplitter"><p>The pier in a dry year.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "dry year", "Buy boats" } },
  },
}
