-- The Lua API: results, misuse, failure, and what outlives what.
local core = require "quoth.core"
local helper = require "tests.spec.helper"
local quoth = require "quoth"

local TEXT = '"It rained all night," said Mara Lund. The mayor said the bridge would close.\n'

local function contents(doc)
  local list = {}
  for quote in doc:quotes() do list[#list + 1] = quote.content.text end
  return list
end

describe("a document", function()
  it("says who said what, and where", function()
    local doc <close> = assert(quoth.extract(TEXT))
    local quote = doc:quotes { type = "direct" } ()
    assert.equal('"It rained all night,"', quote.content.text)
    assert.equal("Mara Lund", quote.source.name)
    assert.equal("say", quote.cue.lemma)
    assert.equal(quote.content.text, TEXT:sub(quote.content.start + 1, quote.content["end"]))
  end)

  it("filters by fields", function()
    local doc <close> = assert(quoth.extract(TEXT))
    for quote in doc:quotes { type = "indirect" } do assert.equal("indirect", quote.type) end
    assert.is_nil(doc:quotes { type = "no such type" } ())
  end)

  it("tells of an entity its roles, what they belong to, and who else is meant", function()
    local doc <close> = assert(quoth.extract(
      "Norwegian President Elin Varga flew to Moscow. Moscow said the president had asked for it. She smiled."))
    local varga = doc:entities { type = "person" } ()
    assert.same({ "Elin Varga", { "President" } }, { varga.name, varga.roles })
    local people = doc:item("entities", varga.affiliations[1])
    assert.same({ "nationality", "Norwegian", "Norway" }, { people.type, people.name, people.country })
    assert.same({ "the president", "coreference: noun" }, { varga.nominals[1].text, varga.nominals[1].rule })
    assert.equal(1, #varga.nominals)
    assert.same({ 3, "pronoun", "She" }, { #varga.mentions, varga.mentions[3].kind, varga.mentions[3].text })
    local moscow = doc:entities { type = "place" } ()
    assert.same({ "Moscow", "Russia" }, { moscow.name, moscow.country })
    assert.same({ false, true }, { moscow.mentions[1].metonym, moscow.mentions[2].metonym })
    assert.same(varga.affiliations, varga:table().affiliations)
  end)

  it("names no speaker where a pronoun may mean several", function()
    local doc <close> = assert(quoth.extract 'Ministers praised Carl Brandt and Peter Marsh. "We tried," he said.')
    local source = doc:quotes { type = "direct" } ().source
    assert.same({ "he" }, { source.text, source.name, source.entity })
    assert.matches('"entity":null,"name":null', doc:json(), 1, true)
  end)

  it("gives tokens and sentences whose text lies where they say", function()
    local doc <close> = assert(quoth.extract(TEXT))
    local count = 0
    for token in doc:tokens() do
      count = count + 1
      assert.equal(TEXT:sub(token.start + 1, token["end"]), token.text)
    end
    assert.is_true(count > 15)
    local sentence = doc:sentences()()
    assert.equal('"It rained all night," said Mara Lund.', sentence.text)
  end)

  it("gives plain tables that outlive it", function()
    local doc = assert(quoth.extract(TEXT, { id = "a" }))
    local all = doc:table()
    doc:close()
    assert.equal("a", all.meta.id)
    assert.equal('"It rained all night,"', all.quotes[1].content.text)
    assert.equal("table", type(all.quotes[1].source.spans[1]))
  end)

  it("is closed once and for all", function()
    local doc = assert(quoth.extract(TEXT))
    local quote = doc:quotes()()
    doc:close()
    doc:close()
    assert.equal("quoth.doc (closed)", tostring(doc))
    assert.has_error(function() return doc:text() end)
    assert.has_error(function() return quote.type end)
  end)

  it("reads the empty text and ill-formed bytes", function()
    assert.same({}, contents(assert(quoth.extract "")))
    local text = '"It \255\0 rained," said Mara Lund.'
    local quote = assert(quoth.extract(text)):quotes()()
    assert.equal('"It \255\0 rained,"', quote.content.text)
  end)
end)

describe("misuse", function()
  it("raises and names argument and function", function()
    local engine = assert(quoth.new())
    assert.error_matches(function() engine:extract(7) end, "bad argument #1 to 'extract' %(string expected, got number%)")
    assert.error_matches(function() quoth.extract() end, "bad argument #1 to 'extract'")
    assert.error_matches(function() quoth.new "auto" end, "bad argument #1 to 'new'")
    assert.error_matches(function() quoth.new { rules = "a.lua" } end, "option 'rules'")
    assert.error_matches(function() assert(quoth.extract ""):quotes "direct" end, "bad argument #1 to 'quotes'")
  end)
end)

describe("failure", function()
  it("returns nil, message, code", function()
    local engine, message, code = quoth.new { site = "no-such-site" }
    assert.is_nil(engine)
    assert.matches("no%-such%-site", message)
    assert.equal("rule", code)
    engine, message, code = quoth.new { rules = { "no/such/file.lua" } }
    assert.is_nil(engine)
    assert.matches("no/such/file.lua", message)
    assert.equal("file", code)
    local text
    text, message = assert(quoth.extract ""):render "no-such-format"
    assert.is_nil(text)
    assert.matches("no%-such%-format", message)
  end)
end)

describe("lifetime", function()
  it("of a result does not hang on its document's and engine's variables", function()
    local quote
    do
      local doc = assert(assert(quoth.new { rules = { { name = "own" } } }):extract(TEXT .. ("x"):rep(100)))
      quote = doc:quotes()()
    end
    collectgarbage()
    collectgarbage()
    assert.equal('"It rained all night,"', quote.content.text)
    assert.equal("Mara Lund", quote.source.name)
  end)

  it("holds under constant collection", function()
    local engine = assert(quoth.new())
    local expected = contents(assert(engine:extract(TEXT)))
    local found = helper.under_collection(7, function()
      local derived = assert(quoth.new { rules = { { name = "own", names = { person = { "Mara Lund" } } } } })
      local doc = assert(derived:extract(TEXT))
      local all = doc:table()
      doc:render "json"
      doc:close()
      local list = {}
      for i, quote in ipairs(all.quotes) do list[i] = quote.content.text end
      return list
    end)
    assert.same(expected, found)
  end)

  it("of many documents from one engine keeps them apart", function()
    local engine = assert(quoth.new())
    local one, two = assert(engine:extract(TEXT)), assert(engine:extract '"No," said Bo Li.')
    one:close()
    local three = assert(engine:extract '"Yes," said Bo Li.')
    assert.same({ '"No,"' }, contents(two))
    assert.same({ '"Yes,"' }, contents(three))
  end)
end)

describe("the core module", function()
  it("refuses to read before sealing, and to teach after it", function()
    local engine = core.engine()
    local doc, message, code = engine:read "text"
    assert.is_nil(doc)
    assert.equal("string", type(message))
    assert.equal("state", code)
    assert(engine:seal())
    local good, _
    good, _, code = engine:add_term("person", "Bo Li")
    assert.is_nil(good)
    assert.equal("state", code)
  end)
end)
