--- Invented articles on which every format is tried, and what is read of them.
local core = require "quoth.core"
local quoth = require "quoth"

local articles = {}

--- {id, text, meta} of each: plain speech, chains, quotes in quotes, letters beyond
-- ASCII (also beyond the first plane), nothing, and characters that mean something to
-- somebody.
articles.list = {
  { id = "direct.txt", title = "Ferry back by noon", date = "2024-03-03", site = "herald",
    text = 'The ferry sails again. "We waited three days," said Mara Lund, who runs the port.\n\n'
      .. '"Nobody slept," she added. "Not one of us," Lund said, "and not one of them."\n' },
  { id = "chain.txt", url = "https://herald.example/chain?a=1&b=2", byline = "Ana Roa",
    text = "Reuters quoted the Harbour Union as saying that the strike would end on Monday.\n\n"
      .. "According to the Daily Star, Tomas Okafor told aides that he would resign. "
      .. "He did not say when.\n" },
  { id = "nested.txt",
    text = '"When I asked him, he said, ‘We have no money,’ and he laughed," Elin Varga told reporters.\n\n'
      .. "Varga said the minister had promised that “help will come”.\n" },
  { id = "Zoë’s café 🚢.txt", title = "Überfahrt – “naïve”",
    text = "“Ça suffit 🚢🚢,” said Zoë Ångström of São Tomé. “İstanbul’da değil,” said Gülşen Öz in İzmir.\n\n"
      .. "“Mañana 𝔉𝔯𝔞𝔨𝔱𝔲𝔯,” María-José Núñez said; 東京 was quiet.\n" },
  { id = "empty.txt", text = "" },
  { id = 'a "b" <c>&d;e|f\'g.txt', title = "<script>alert('x')</script> & \"more\"\n]]>",
    text = '"It \\ <b>\t`rained`, \'a lot\' | *so*; {x} && [y](z) ]]> $1" said Zoë O’Lund.\n\n'
      .. '"No,\ttoo much;\r\n1. -- /* x */ _a_ #b @c %d ?e=f" Bo "Li" said.\n\n'
      .. "\1\2 ill-formed: \255\254 and \0 in \"the middle\", said Bo Li of <Li & Sons>.\n" },
}

--- Documents of all articles, in this order; with `clean`, what is no UTF-8 in them is
-- U+FFFD, as formats write it.
function articles.docs(clean)
  local engine, docs = assert(quoth.new()), {}
  for i, article in ipairs(articles.list) do
    local meta = {}
    for key, value in pairs(article) do meta[key] = value end
    docs[i] = assert(engine:extract(clean and core.writer():text(article.text):take() or article.text, meta))
  end
  return docs
end

package.loaded["tests.spec.articles"] = articles
return articles
