-- Papers of Reach: the Mirror.
return {
  name = "mirror",
  version = 1,
  date = "2023-12",
  description = "Daily Mirror, mirror.co.uk",
  match = { host = { "*.mirror.co.uk" } },
  body = { ".article-body", "[itemprop=articleBody]" },
  need = 3,
  drop = { add = { "#bookmark-toast", ".read-more-links, .embedded-image-grid" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-body"><p>"It rained," said Mara Lund.</p>
        <div class="read-more-links"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
