-- The Associated Press: the agency quotes itself as "AP" and "The Associated Press".
return {
  name = "apnews",
  version = 1,
  date = "2023-12",
  base = "wire",
  description = "The Associated Press, apnews.com",
  match = { host = { "*.apnews.com" } },
  body = { ".RichTextStoryBody", ".Article" },
  need = 3,
  drop = { add = { "bsp-carousel-read-more, .Carousel", ".HTMLModuleEnhancement", "text:^_{2,}$" } },
  names = { organization = { ["The Associated Press"] = { "Associated Press", "AP" } } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="RichTextStoryBody RichTextBody"><p>"It rained," said Mara Lund.</p>
        <bsp-carousel-read-more><p>FILE - The pier, in a dry year.</p></bsp-carousel-read-more>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "in a dry year", "Buy boats" } },
  },
}
