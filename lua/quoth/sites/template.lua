-- Copy this file, fill in what you know, and leave out the rest: what a rule does not say
-- is read as on any page. Then: quoth rules check mine.lua && quoth rules test mine.lua
return {
  name = "harbor-herald", -- lower case; shown with results
  version = 1, -- count up when you change the file
  date = "2024-06-19", -- when the site looked like this
  description = "The Harbor Herald, herald.example",
  base = "us", -- a style to begin with: quoth --list sites shows all

  -- Which pages: hosts ("*.x" is x and all below it), or a selector that marks the system.
  match = { host = { "herald.example", "*.herald.example" }, has = "meta[name=generator][content='Harbor CMS']" },

  -- Where what is. The first that hits wins: "selector", "selector@attribute", "jsonld:path".
  title = { "h1.headline", "meta[property='og:title']@content" },
  byline = { "jsonld:author.name", ".byline" },
  published = { "time@datetime" },
  body = { "article .story-body" }, -- the element around the paragraphs
  need = 2, -- with fewer paragraphs the rule has missed: the page is read as any page, with a warning
  drop = { add = { ".promo", "named:harbor-offer", "text:^Read more:" } }, -- what is not the article
  pull = { add = { ".big-quote" } }, -- what repeats the article

  -- What the paper's words mean.
  quotes = { { open = "“", close = "”" }, { open = "‘", close = "’" } },
  verbs = { add = { "deadpanned" }, remove = { "laughed" } },
  names = { person = { "Bo Xu" }, organization = { ["The Harbor Herald"] = { "Herald" } } },
  never = { "Read More" }, -- no name
  patterns = {
    { regex = [[\(Reporting by [^)]*\)]], action = "drop" },
    { regex = [[\bHH-\d+\b]], action = "mark", label = "case" },
  },

  -- Invented pages and texts that show what must come out, and what must not.
  test = {
    { html = [[<h1 class="headline">Rain wins</h1><span class="byline">By Bo Xu</span>
        <time datetime="2024-06-19">Wednesday</time><article><div class="story-body">
        <p>“It rained,” deadpanned Mara Lund.</p><div class="promo"><p>Buy boats.</p></div>
        <p>The case is known as HH-17.</p></div></article>]],
      title = "Rain wins", byline = "Bo Xu", published = "2024-06-19", quotes = { { "It rained,", by = "Mara Lund" } },
      entities = { { name = "HH-17", type = "case" } }, absent = { "Buy boats" } },
  },
}
