-- ABC News and Good Morning America.
return {
  name = "abcnews",
  version = 1,
  date = "2023-12",
  description = "ABC News, abcnews.go.com",
  match = { host = { "*.abcnews.go.com" } },
  body = { "[data-testid=prism-article-body]", ".FITT_Article_main__body" },
  need = 3,
  drop = { add = { "[data-testid=prism-collection]", "[data-testid=prism-tags]" } },
  test = {
    { html = [[<h1>Rain wins</h1><div data-testid="prism-article-body"><p>"It rained," said Mara Lund.</p>
        <section data-testid="prism-collection"><p>Ten boats that sank.</p></section>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
