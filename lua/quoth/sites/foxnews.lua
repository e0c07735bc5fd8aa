-- Fox News: links to other stories stand between paragraphs, all in capitals.
return {
  name = "foxnews",
  version = 1,
  date = "2023-12",
  description = "Fox News, foxnews.com",
  match = { host = { "*.foxnews.com", "*.foxbusiness.com" } },
  body = { ".article-body" },
  need = 3,
  drop = { add = {
    ".featured-video, .embed-media, .ad-container", "text:^[^a-z]{24,}$",
    [[text:^Read the .* \(Mobile users go here\)]],
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-body"><p>"It rained," said Mara Lund.</p>
        <p><a href="#">TEN BOATS THAT SANK IN THE HARBOR THIS YEAR</a></p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "TEN BOATS", "Buy boats" } },
  },
}
