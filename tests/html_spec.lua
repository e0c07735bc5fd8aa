-- Pages: encodings, the map back to the page, selectors, and what is found in an article.
require "tests.spec.helper"
local html = require "quoth.html"
local quoth = require "quoth"

if not html.available then
  pending "HTML: this build has no libgumbo"
  return
end

local dom = require "quoth.dom"

local PAGE = [[
<!doctype html><html lang=en><head><meta charset=utf-8>
<title>Rain wins again - The Harbor Herald</title>
<meta property="og:title" content="Rain wins &amp;#8216;again&amp;#8217; | The Harbor Herald">
<meta property="og:site_name" content="The Harbor Herald">
<link rel=canonical href="https://herald.example/rain">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "Rain wins again",
 "author": [{"@id": "#mara"}, "Bo Xu"], "datePublished": "2024-06-19T08:00:00Z"},
 {"@type": "Person", "@id": "#mara", "name": "Mara Lund &amp; son"}]};
</script></head><body>
<nav><ul><li><a href=/>Home</a><li><a href=/news>News of the whole wide harbor and its boats</a></ul></nav>
<div class=layout><main><article>
<h1>Rain wins again</h1>
<p class=byline>By Mara Lund, staff writer who has covered the weather for a dozen years and more.</p>
<p>&ldquo;It rained,&rdquo; said Jo&nbsp;Roe. The harbor master had counted the drops all through the night.
<div class="ad-slot"><p>Buy boats.</p></div>
<p>She looked <em>up</em> and said the sky was &quot;not to be
 trusted&quot; in June, whatever the almanac said.</p>
<h2>What comes next</h2>
<blockquote><p>Boats are made of wood and of patience, and of both we have had quite enough by now.</p></blockquote>
<ul><li>The pier will close at noon on Monday.<li>The fair moves to July.</ul>
<p>Sign up for our newsletter and never miss a drop of what is going on in the harbor.</p>
<h3>More stories</h3>
<ul class=related><li><a href=/x>Ten boats that sank in the harbor, and why we still talk about each of them.</a></ul>
</article></main>
<aside><p>The weather column appears on Mondays, when the editor is back from the pier with his notes.</p></aside>
</div><footer><p>All rights reserved by the harbor and by those who sail out of it every single morning.</p></footer>
</body></html>]]

describe("a page", function()
  local article = assert(html.read(PAGE))

  it("tells its title, byline, date, address and site", function()
    assert.equal("Rain wins again", article.title)
    assert.equal("Mara Lund & son, Bo Xu", article.byline)
    assert.equal("2024-06-19T08:00:00Z", article.date)
    assert.equal("https://herald.example/rain", article.url)
    assert.equal("The Harbor Herald", article.site)
  end)

  it("gives the body without furniture, each block with its kind", function()
    local found = {}
    for i, block in ipairs(article.blocks) do
      found[i] = block.kind .. ": " .. article.text:sub(block.start + 1, block["end"])
    end
    assert.same({
      "paragraph: “It rained,” said Jo Roe. The harbor master had counted the drops all through the night.",
      'paragraph: She looked up and said the sky was "not to be trusted" in June, whatever the almanac said.',
      "headline: What comes next",
      "blockquote: Boats are made of wood and of patience, and of both we have had quite enough by now.",
      "list: The pier will close at noon on Monday.",
      "list: The fair moves to July.",
    }, found)
  end)

  it("says of every block what it is", function()
    local kinds = {}
    local page = PAGE:gsub("<h2>", "<figure><figcaption>The pier.</figcaption></figure><p class=dek>It was wet.</p>%0")
      :gsub("<blockquote>", "<div class=pullquote>It rained</div>%0")
    for _, block in ipairs(html.read(page).page_blocks) do kinds[block.text:match "^%S+ ?%S*"] = block.kind end
    assert.equal("headline", kinds["Rain wins"])
    assert.equal("byline", kinds["By Mara"])
    assert.equal("caption", kinds["The pier."])
    assert.equal("deck", kinds["It was"])
    assert.equal("pull_quote", kinds["It rained"])
    assert.equal("blockquote", kinds["Boats are"])
    assert.equal("list", kinds["The fair"])
  end)

  it("is read by an engine; quotes have offsets in the page", function()
    local doc = assert(quoth.extract(PAGE, { from = "html", site = "none" }))
    assert.equal("Rain wins again", doc:meta().title)
    local quote = doc:quotes { type = "direct" }()
    assert.equal("Jo Roe", quote.source.name)
    local span = quote.content.spans[1]
    local first, last = doc:meta().page:source(span.start, span["end"])
    assert.equal("&ldquo;It rained,&rdquo;", PAGE:sub(first + 1, last))
    local json = doc:render("ndjson", { offsets_in = "html" })
    assert.matches(('"start":%d,"end":%d,"text":"“It rained,”","in_text":{"start":0,"end":16}'):format(first, last), json, 1, true)
    assert.matches('"text":"“It rained,” said Jo Roe', doc:render "ndjson", 1, true)
  end)
end)

describe("a title", function()
  local function title(head, body) return html.read("<head>" .. head .. "</head><body>" .. (body or "")).title end
  it("is the heading that says what the titles say, without its label", function()
    local og = "<meta property='og:title' content='%s'>"
    assert.equal("Why rain wins on the pier", title(og:format "Why rain wins", "<h1>The Herald</h1><h1>Why rain wins on the pier</h1>"))
    assert.equal("Rain wins again today", title(og:format "Rain wins again today", "<h1>Opinion: Rain wins again today</h1>"))
    assert.equal("How boats became a pier", title(og:format "pier" .. "<title>How boats became a pier</title>",
      "<h1>How boats became a pier</h1>"))
  end)
  it("is without a heading that of the page, less the site's name", function()
    for _, mark in ipairs { "|", "-", "–", "—" } do
      assert.equal("Rain wins", title(("<title>Rain wins %s The Herald</title>"):format(mark)))
    end
    assert.equal("Rain-soaked pier", title "<title>Rain-soaked pier</title>")
    assert.equal("Rain - the friend of all who live by the sea", title "<title>Rain - the friend of all who live by the sea</title>")
    assert.equal("Rain wins", title("", "<h1>Rain wins</h1>"))
  end)
end)

describe("the body", function()
  local function sentence(i) return ("The boat number %d left the pier at noon, Mara Lund said, and came back by night."):format(i) end
  local function paragraphs(first, last, open, close)
    local list = {}
    for i = first, last do list[#list + 1] = open .. sentence(i) .. close end
    return table.concat(list)
  end
  local function holds(text, i) return text:find(sentence(i), 1, true) ~= nil end

  it("is found beside a gallery of many more words", function()
    local text = html.read("<h1>Boats</h1><div class=text>" .. paragraphs(1, 8, "<p>", "</p>")
      .. "<div class=photo-gallery><ul>" .. paragraphs(11, 40, "<li><p>", "</p>") .. "</ul></div></div>").text
    assert.is_true(holds(text, 1) and holds(text, 8))
    assert.is_false(holds(text, 11) or holds(text, 40))
  end)
  it("is kept though its own name is that of furniture", function()
    local text = html.read("<h1>Boats</h1><div class=share-story>" .. paragraphs(1, 8, "<p>", "</p>") .. "</div>").text
    assert.is_true(holds(text, 1) and holds(text, 8))
  end)
  it("is kept in a layout of tables, with paragraphs that line breaks end", function()
    local text = html.read("<table><tr><td>" .. paragraphs(1, 8, "", "<br><br>") .. "</table>").text
    assert.equal(sentence(1) .. "\n\n" .. sentence(2), text:sub(1, 2 + #sentence(1) + #sentence(2)))
  end)
  it("has not what the page's own articleBody leaves out", function()
    local told = {}
    for i = 1, 8 do told[i] = sentence(i) end
    local body = "<h1>Boats</h1>" .. paragraphs(1, 9, "<p>", "</p>")
    local script = '<script type="application/ld+json">{"@type":"Article","articleBody":"%s"}</script>'
    local text = html.read(script:format(table.concat(told)) .. body).text
    assert.is_true(holds(text, 8))
    assert.is_false(holds(text, 9))
    assert.is_true(holds(html.read(script:format(told[1]) .. body).text, 9)) -- the first lines only are told
  end)
  it("is not the teasers of other articles", function()
    local text = html.read("<main><h1>Boats</h1>" .. paragraphs(1, 6, "<p>", "</p>") .. "</main><div>"
      .. paragraphs(11, 20, "<div><h3><a href=x>Another boat that sank</a></h3><p>", "</p></div>") .. "</div>").text
    assert.is_true(holds(text, 6))
    assert.is_false(holds(text, 11))
  end)
end)

-- The text of a body, and a function that cuts the source of a part of it out of the page.
local function read(bytes, charset)
  local page = assert(dom.read(bytes, charset))
  local numbers = {}
  for i in ipairs(page:blocks()) do numbers[i] = i end
  local text = page:compose(numbers)
  return text, function(part)
    local first, last = text:find(part, 1, true)
    local from, to = page:source(first - 1, last)
    return bytes:sub(from + 1, to)
  end, page
end

describe("the map to the page", function()
  it("is exact under references", function()
    local text, source = read "<p>Fish &amp; chips&#x2c; caf&eacute;&nbsp;au lait &notit; &copy2020 &AMP;c"
    assert.equal("Fish & chips, café au lait ¬it; ©2020 &c", text)
    assert.equal("&amp;", source "&")
    assert.equal("&#x2c;", source ",")
    assert.equal("caf&eacute;", source "café")
    assert.equal("&eacute;&nbsp;au", source "é au")
    assert.equal("&notit;", source "¬it;")
    assert.equal("&copy2020", source "©2020")
    assert.equal("&AMP;c", source "&c")
  end)
  it("is exact where a reference stands for two characters", function()
    local text, source = read "<p>a &NotEqualTilde; b &nosuch; 5 < 6 &"
    assert.equal("a ≂̸ b &nosuch; 5 < 6 &", text)
    assert.equal("&NotEqualTilde; b", source "≂̸ b")
    assert.equal("6 &", source "6 &")
  end)
  it("folds space, and drops what has no width", function()
    local text, source = read "<p> one\r\n  two&nbsp; three ex\194\173am&#8203;ple \239\187\191end </p>"
    assert.equal("one two three example end", text)
    assert.equal("two&nbsp; three", source "two three")
    assert.equal("ex\194\173am&#8203;ple", source "example")
    assert.equal("end", source "end")
  end)
  it("reads what was escaped twice", function()
    local text, source = read "<p>It&amp;#8217;s &amp;quot;so&amp;quot; AT&amp;T &amp;lt;b&amp;gt; &amp;#x2019;</p>"
    assert.equal("It’s \"so\" AT&T &lt;b&gt; ’", text)
    assert.equal("It&amp;#8217;s", source "It’s")
    assert.equal("AT&amp;T", source "AT&T")
    assert.equal("&amp;gt; &amp;#x2019;", source "&gt; ’")
  end)
  it("goes over markup that gives no text", function()
    local text, source = read "<p>one</x> two<!-- > a --> th<b>re</b>e <a title='>'>four</a> fi\0ve"
    assert.equal("one two three four five", text)
    assert.equal("one</x> two", source "one two")
    assert.equal("two<!-- > a --> th<b>re</b>e", source "two three")
    assert.equal("four", source "four")
    assert.equal("fi\0ve", source "five")
  end)
  it("counts code points and UTF-16 units of the page, its byte order mark too", function()
    local _, _, page = read "\239\187\191<p>é\240\159\152\128 x"
    assert.same({ 7, 8 }, { page:source(7, 8, "codepoint") })
    assert.same({ 8, 9 }, { page:source(7, 8, "utf16") })
    assert.same({ 13, 14 }, { page:source(7, 8) })
  end)
end)

describe("an encoding", function()
  local function charset_of(bytes, header) return dom.read(bytes, header):charset() end
  it("is that of the mark, the header, the declaration, or a guess", function()
    assert.equal("UTF-8", charset_of("\239\187\191<meta charset=koi8-r>", "latin1"))
    assert.equal("koi8-r", charset_of("<meta charset=shift_jis>", "koi8-r"))
    assert.equal("koi8-r", charset_of '<meta http-equiv=content-type content="text/html; charset=koi8-r">')
    assert.equal("CP932", charset_of "<!-- a long way --><META CHARSET='Shift_JIS'>")
    assert.equal("WINDOWS-1252", charset_of "<meta charset=iso-8859-1>")
    assert.equal("UTF-8", charset_of "<meta charset=utf-16><p>é")
    assert.equal("UTF-8", charset_of "<meta charset=no-such-thing><p>é")
    assert.equal("WINDOWS-1252", charset_of "<p>caf\233")
  end)
  it("is undone, with the map through it", function()
    local text, source = read "<meta charset=windows-1252><p>\147It rained,\148 said Zo\235 \x81!"
    assert.equal("“It rained,” said Zoë �!", text)
    assert.equal("\147It rained,\148", source "“It rained,”")
    text, source = read("<meta charset=shift_jis><p>\147\250\150{ ok")
    assert.equal("日本 ok", text)
    assert.equal("\150{", source "本")
    text, source = read "\255\254<\0p\0>\0\233\0x\0"
    assert.equal("éx", text)
    assert.equal("x\0", source "x")
    text, source = read "<meta charset=utf-8><p>caf\233 b\226\130 c"
    assert.equal("caf� b� c", text)
    assert.equal("caf\233", source "caf�")
  end)
end)

describe("a selector", function()
  local page = assert(dom.read [[<div id=a class="x y"><p class="lead big">one<p>two<span data-k="A b-c">s</span></div>
    <section><div class=x><p>three</p></div><p title="">four</section><my-ad>ad</my-ad>]])
  local function found(selector)
    local list = {}
    for i, node in ipairs(assert(page:select(selector))) do list[i] = page:text(node) end
    return table.concat(list, "|")
  end
  it("knows elements, classes, ids and attributes", function()
    assert.equal("one|twos|three|four", found "p")
    assert.equal("one", found "p.lead.big")
    assert.equal("one twos", found "#a")
    assert.equal("s", found "[data-k]")
    assert.equal("s", found "[data-k='A b-c']")
    assert.equal("s", found "[data-k~=b-c]")
    assert.equal("s", found "SPAN[data-k^=A][data-k$=c][data-k*='b-']")
    assert.equal("s", found "[data-k='a B-C' i]")
    assert.equal("", found "[title*='']")
    assert.equal("four", found "p[title='']")
    assert.equal("ad", found "my-ad")
  end)
  it("knows descent, lists, :not and :first-of-type", function()
    assert.equal("one|twos|three", found ".x p")
    assert.equal("four", found "section > p")
    assert.equal("three", found "body section > div.x > p")
    assert.equal("one|three|four", found "p:first-of-type")
    assert.equal("twos|three|four", found "p:not(.lead)")
    assert.equal("twos|three", found "p:not(.lead):not([title])")
    assert.equal("one|s|four", found "[title], span, .lead")
    assert.equal("one", found "p.lead, p.big")
  end)
  it("says where it is wrong", function()
    for selector, wanted in pairs { ["p >"] = "byte 3", ["[a"] = "']' is expected", ["p:hover"] = "only :not", [""] = "expected",
      ["a:not(b:not(c))"] = "only :not", ["[a='b]"] = "does not end", [("a "):rep(40)] = "too long" } do
      local none, message, code = page:select(selector)
      assert.is_nil(none)
      assert.matches(wanted, message, 1, true)
      assert.equal("syntax", code)
    end
  end)
end)

describe("a rule on a page", function()
  local rules = require "quoth.rules"
  local function read_by(rule, bytes)
    rule.name = "own"
    local whole = assert(rules.load(rule))
    return assert(html.read(bytes or PAGE, { rule_for = function() return whole end }))
  end
  it("says where things are, within paragraphs too", function()
    local article = read_by { title = { "h2" }, byline = { "p.byline" }, body = { "blockquote", "article" }, need = 2,
      drop = { add = { "em", "h2", "text:^Boats are", "named:related" } } }
    assert.equal("What comes next", article.title)
    assert.matches("^Mara Lund, staff writer", article.byline)
    assert.same({}, article.warnings)
    assert.matches("She looked and said", article.text, 1, true)
    assert.is_nil(article.text:find "Boats are" or article.text:find "What comes")
  end)
  it("that misses says so, and the page is read as any page", function()
    local article = read_by { version = 3, title = { "h1.gone" }, body = { ".gone", "blockquote" }, need = 2 }
    assert.equal("Rain wins again", article.title)
    assert.equal(assert(html.read(PAGE)).text, article.text)
    assert.same({
      "rule own (version 3): nothing that title names is on this page: it was read as any page is",
      "rule own (version 3): nothing that body names is on this page: it was read as any page is",
    }, article.warnings)
    local doc = assert(quoth.extract(PAGE, { from = "html", site = "none", rules = { { name = "own", body = { ".gone" } } } }))
    assert.matches("rule own: nothing that body", doc:warnings()[1], 1, true)
    assert.matches('"warnings":["rule own: nothing', doc:render "ndjson", 1, true)
  end)
  it("whose expression would take for ever is stopped, with a warning", function()
    local start = os.clock()
    local article = read_by({ drop = { add = { "text:(a+)+$" } } }, ("<p>" .. ("a"):rep(5000) .. "!</p>"):rep(50))
    assert.is_true(os.clock() - start < 2)
    assert.matches("text:(a+)+$ is left out", article.warnings[1], 1, true)
  end)
  it("is checked whole: what cannot be read is told with its place", function()
    local check = require "quoth.rule_check"
    for message, rule in pairs {
      ["own: title[1]: a name is expected"] = { title = { "h1 > ." } },
      ["own: drop[1]: missing closing parenthesis"] = { drop = { "text:(" } },
      ["own: body[2]: of pseudo-classes only"] = { body = { "p", "p:has(a)" } },
      ["own: match.has: the string does not end"] = { match = { has = "[a='b" } },
      ["own: byline[1]: nothing stands behind"] = { byline = { "jsonld:" } },
    } do
      rule.name = "own"
      local good, told = check.file(rule)
      assert.is_nil(good)
      assert.matches(message, told, 1, true)
    end
  end)
  it("counts where it matches: by the address given, by the page, or where nothing is known", function()
    local own = { name = "own", match = { host = { "herald.example" }, has = "nav" }, title = { "h2" } }
    local engine = assert(quoth.new { site = "none", rules = { own } })
    local function title(url, bytes) return engine:extract(bytes, { from = "html", url = url }):meta().title end
    local bare = "<h1>One</h1><h2>Two</h2>"
    assert.equal("Two", title("https://herald.example/1", bare))
    assert.equal("One", title("https://other.example/1", bare))
    assert.equal("Two", title("https://other.example/1", "<nav></nav>" .. bare))
    assert.equal("Two", title(nil, bare))
  end)
end)

describe("a quotation without a source in a page", function()
  local function quotes(bytes)
    local found = {}
    for quote in assert(quoth.extract(bytes, { from = "html" })):quotes() do
      found[#found + 1] = quote.content.text
    end
    return found
  end
  local body = "<article><h1>Fire on the pier</h1><p>The pier of Port Arden burnt down in the night.</p>%s"
    .. "<p>Two boats are gone and the harbor will be shut until the end of the week.</p></article>"
  it("is a quote where people speak: in a paragraph, a block quotation", function()
    assert.same({ "“It was all we had left.”" }, quotes(body:format("<p>“It was all we had left.”</p>")))
    assert.same({ "“It was all we had left”" },
      quotes(body:format("<blockquote>“It was all we had left”</blockquote>")))
  end)
  it("is none as a headline, marked as one or not", function()
    assert.same({}, quotes(body:format("<h2>“It was all we had left”</h2>")))
    assert.same({}, quotes(body:format("<p><b>“It was all we had left”</b></p>")))
  end)
end)

describe("a hostile page", function()
  it("of many open elements is refused or read, soon", function()
    local start = os.clock()
    local none, message, code = html.read(("<div>"):rep(50000) .. "x")
    assert.is_nil(none)
    assert.equal("limit", code)
    assert.matches("so many elements", message, 1, true)
    none, message = html.read(("<div>"):rep(2000) .. "x")
    assert.is_nil(none)
    assert.matches("1000 elements", message, 1, true)
    none, message = html.read("<p" .. (" a=1"):rep(100000) .. ">")
    assert.is_nil(none)
    assert.matches("attributes", message, 1, true)
    assert.is_truthy(html.read(("<p><b>"):rep(2000)))
    assert.is_truthy(os.clock() - start < 5)
  end)
  it("of attributes that multiply is stopped by memory", function()
    local parts = {}
    for i = 1, 3000 do parts[i] = ("<b x%d>"):format(i) end
    local none, _, code = html.read(table.concat(parts) .. ("<p>"):rep(3000))
    assert.is_nil(none)
    assert.equal("limit", code)
  end)
  it("of endless siblings does not hold up a selector", function()
    local parts, start = {}, os.clock()
    for i = 1, 30000 do parts[i] = ("<x%d></x%d>"):format(i, i) end
    local page = assert(dom.read(table.concat(parts)))
    assert.is_table(page:select "*:first-of-type")
    assert.is_table(page:select(("*:first-of-type, "):rep(50) .. "x1"))
    assert.is_true(os.clock() - start < 5)
  end)
  it("of nothing has no text", function()
    for _, bytes in ipairs { "", "\0", "<", "</", "&", "<!--", "<script>", "\255\254", "\239\187\191" } do
      local article = assert(html.read(bytes))
      assert.equal("", article.text)
      assert.same({ "the page has no text that reads like an article" }, article.warnings)
    end
  end)
  it("with many articles in JSON-LD gives the same each time", function()
    local objects = {}
    for i = 1, 40 do objects[i] = ('"key%d":{"@type":"Article","headline":"Title %d"}'):format(i, i) end
    local page = '<script type="application/ld+json">{' .. table.concat(objects, ",") .. "}</script>"
    for _ = 1, 3 do assert.equal("Title 1", html.read(page).title) end
  end)
  it("with broken or deep JSON-LD is read without it", function()
    local function titled(json)
      return html.read('<title>t</title><script type="application/ld+json">' .. json .. "</script>").title
    end
    assert.equal("t", titled '{"@type": "NewsArticle", "headline": "h"')
    assert.equal("t", titled(("["):rep(100000) .. "{}"))
    assert.equal("a b", titled '<!-- {"@type": "NewsArticle", "headline": "a\nb"} -->')
  end)
end)
