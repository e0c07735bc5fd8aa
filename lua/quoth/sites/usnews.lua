-- U.S. News & World Report.
return {
  name = "usnews",
  version = 1,
  date = "2023-12",
  description = "U.S. News & World Report, usnews.com",
  match = { host = { "*.usnews.com" } },
  body = { "[class*=article-body__ArticleBox]", "#ad-in-text-target" },
  need = 3,
  drop = { add = {
    "[class*=PhotoGalleryEmbed], [class*=MediaObjectBox], [class*=AnchorBlock]", "text:^(?:Related|SEE):?$",
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-body__ArticleBox"><p>"It rained," said Mara Lund.</p>
        <p>SEE:</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "SEE", "Buy boats" } },
  },
}
