-- The Independent: picture galleries stand within the text.
return {
  name = "independent",
  version = 1,
  date = "2016-12",
  description = "The Independent, independent.co.uk",
  match = { host = { "*.independent.co.uk" } },
  body = { ".main-content-column .text-wrapper", "#main .article-body", "article .text-wrapper" },
  need = 3,
  drop = { add = { ".type-gallery, .full-gallery", ".video-js", ".inline-block-related" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="main-content-column"><div class="text-wrapper"><p>"It rained," said Mara Lund.</p>
        <div class="type-gallery"><p>The pier in a dry year.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "dry year", "Buy boats" } },
  },
}
