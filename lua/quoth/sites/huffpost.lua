-- HuffPost: appeals for support stand within the text.
return {
  name = "huffpost",
  version = 1,
  date = "2023-12",
  description = "HuffPost, huffpost.com",
  match = { host = { "*.huffpost.com", "*.huffingtonpost.com" } },
  body = { "#entry-body", ".entry__content-list" },
  need = 3,
  drop = { add = {
    ".cli-support-huffpost, [id^=support-huffpost]", ".cli-related-articles, .cli-embed",
    "text:^Do you have info to share",
  } },
  test = {
    { html = [[<h1>Rain wins</h1><section id="entry-body"><p>"It rained," said Mara Lund.</p>
        <div class="cli-support-huffpost"><p>Support us with two dollars.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></section><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "two dollars", "Buy boats" } },
  },
}
