-- Live blogs: posts under one headline, each with its time.
return {
  name = "liveblog",
  version = 1,
  description = "live blogs: the posts, without their times and controls",
  body = { "[itemprop=liveBlogUpdate]", "[class*=live-blog-post], [class*=liveblog-post]", "[class*=liveblog i], [class*=live-blog i]" },
  drop = { add = { "time", "[class*=key-events], [class*=pinned], [class*=timeline-nav]" } },
  patterns = {
    { regex = [[^\s*\d\d?[:.]\d\d\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?\s*$]], action = "drop" },
  },
  test = {
    { html = [[<h1>Rain, live</h1><article itemprop="liveBlogUpdate"><time>18:42</time><p>"It rained," said Mara Lund.</p></article>
        <article itemprop="liveBlogUpdate"><time>18:20</time><p>The pier is closed.</p></article><p>Buy boats.</p>]],
      title = "Rain, live", quotes = { { "It rained,", by = "Mara Lund" } }, present = { "pier is closed" },
      absent = { "18:42", "Buy boats" } },
  },
}
