-- doc:columns and out:rows say what views and tokens say, many at a time.
local core = require "quoth.core"
local quoth = require "quoth"

local TEXT = [[
“The bridge is closed,” Anna Lüttich of Norbank said on Monday, “and it stays closed.” 🚧 50% agreed.

She told Reuters that the mayor, Piet Brandt, had promised a new one.]]

describe("columns", function()
  local doc
  setup(function() doc = assert(quoth.extract(TEXT)) end)

  it("have the fields of all mentions, in text order", function()
    local starts, stops, labels, kinds, numbers = doc:columns("mentions", "start", "end", "label", "kind", "number")
    assert.equal(doc:count "mentions", #starts)
    for i, start in ipairs(starts) do
      local mention = doc:item("mentions", numbers[i])
      assert.same({ mention.start, mention["end"], mention.type, mention.kind }, { start, stops[i], labels[i], kinds[i] })
      assert.is_true(i == 1 or starts[i - 1] <= start)
    end
  end)

  it("have the texts of spans, and the names of entities", function()
    local starts, stops, texts, numbers, names = doc:columns("mentions", "start", "end", "text", "number", "name")
    local unnamed = 0
    for i, text in ipairs(texts) do
      local entity = doc:item("mentions", numbers[i]).entity
      assert.equal(TEXT:sub(starts[i] + 1, stops[i]), text)
      assert.equal(entity and doc:item("entities", entity).name, names[i])
      if not entity then unnamed = unnamed + 1 end
    end
    assert.is_true(#texts > unnamed)
    local parts, layers, none = doc:columns({ "parts", "sentences" }, "text", "layer", "name")
    assert.equal("“The bridge is closed,”", parts[layers[1] == "content" and 1 or 2])
    assert.same({}, none)
  end)

  it("become lists in another unit", function()
    local stops = doc:columns("mentions", "end")
    for _, unit in ipairs { "byte", "codepoint", "utf16" } do
      for i, place in ipairs(doc:offset(stops, unit)) do assert.equal(doc:offset(stops[i], unit), place) end
    end
    assert.same({}, doc:offset({}, "utf16"))
    assert.has_error(function() doc:offset({ -1 }, "utf16") end)
    assert.has_error(function() doc:offset({ "x" }, "utf16") end)
    assert.has_error(function() doc:offset({ 1 }, "words") end)
  end)

  it("have every span of every part of the quotes", function()
    local starts, stops, layers, numbers, indices = doc:columns("parts", "start", "end", "layer", "number", "index")
    local wanted = 0
    for quote in doc:quotes() do
      for _, part in ipairs { "source", "cue", "content" } do wanted = wanted + #(quote[part] and quote[part].spans or {}) end
    end
    assert.is_true(wanted > 4)
    assert.equal(wanted, #starts)
    for i, start in ipairs(starts) do
      local span = doc:item("quotes", numbers[i])[layers[i]].spans[indices[i]]
      assert.same({ span.start, span["end"] }, { start, stops[i] })
    end
  end)

  it("mix layers: what lies in another span stands behind it", function()
    local starts, stops, layers = doc:columns({ "names", "parts", "sentences" }, "start", "end", "layer")
    local seen = {}
    for i, start in ipairs(starts) do
      seen[layers[i]] = true
      if i > 1 then assert.is_true(starts[i - 1] < start or starts[i - 1] == start and stops[i - 1] >= stops[i]) end
    end
    assert.same({ sentence = true, entity = true, source = true, cue = true, content = true }, seen)
  end)

  it("name the tokens that a span touches", function()
    local list = {}
    for token in doc:tokens() do list[#list + 1] = token end
    local starts, stops, firsts, lasts = doc:columns({ "mentions", "parts", "sentences" }, "start", "end", "first", "last")
    for i, start in ipairs(starts) do
      for number, token in ipairs(list) do
        local touched = token["end"] > start and token.start < stops[i]
        assert.equal(touched, firsts[i] <= number and number <= lasts[i])
      end
    end
  end)

  it("raise where there is no such layer or field", function()
    assert.has_error(function() doc:columns("paragraphs", "start") end)
    assert.has_error(function() doc:columns("mentions", "colour") end)
    assert.has_error(function() doc:columns "mentions" end)
  end)
end)

describe("rows", function()
  local doc
  setup(function() doc = assert(quoth.extract(TEXT)) end)

  local function rows(...) return core.writer():rows(doc, ...):take() end

  it("write each token by the template, in the unit asked for", function()
    for _, unit in ipairs { "byte", "codepoint", "utf16" } do
      local wanted = {}
      for token in doc:tokens() do
        wanted[#wanted + 1] = ("%d %s %d-%d\n"):format(#wanted, token.text, doc:offset(token.start, unit), doc:offset(token["end"], unit))
      end
      assert.equal(table.concat(wanted), rows(1, doc:count "tokens", "%n %t %b-%e\n", unit, 1))
    end
  end)

  it("tell whether a blank follows, and write percent signs", function()
    local text = doc:text():gsub("%s+", " ")
    assert.equal(text .. " ", rows(1, doc:count "tokens", "%t%(%| %)"))
    assert.equal("%%", rows(1, 2, "%%"))
  end)

  it("take strings from columns, in the order of the spans", function()
    local column = doc:marks("O", { 2, 3, 5, 6, 1 }, { 3, 4, 4, 6, 1 }, { "x", "y", "z", false, "" },
      { begin = "B-", inside = "I-", between = "|" })
    assert.equal("B- B-x I-x|B-y I-y O O ", rows(1, 6, "%1 ", "byte", 0, column))
    assert.equal("I-y O ", rows(4, 5, "%1 ", "byte", 0, column))
    local bare = doc:marks("", { 1, 1 }, { 2, 1 }, { "a", "b" }, { before = "<", behind = ">" })
    assert.equal("<ab> x <a> x  x ", rows(1, 3, "%2 x ", "byte", 0, column, bare))
  end)

  it("write behind what the writer has, and escape texts", function()
    local odd = assert(quoth.extract 'A\tb "c" \\ \xff')
    local out = core.writer():write "head:"
    assert.equal('head:A\t"A"\nb\t"b"\n', out:rows(odd, 1, 2, "%t\t%j\n"):take())
    local last = odd:count "tokens"
    assert.equal('"\\""|"\xef\xbf\xbd"|', out:rows(odd, 3, 3, "%j|"):rows(odd, last, last, "%j|"):take())
  end)

  it("raise at spans that are not there, and columns of other documents", function()
    local count = doc:count "tokens"
    assert.has_error(function() doc:marks("", { 0 }, { 1 }, { "a" }) end)
    assert.has_error(function() doc:marks("", { 1 }, { count + 1 }, { "a" }) end)
    assert.has_error(function() doc:marks("", { 1 }, { 1 }, { {} }) end)
    assert.has_error(function() doc:marks("", { 1 }, { 1 }) end)
    assert.has_error(function() doc:marks("", { 1 }, { 1 }, { "a" }, { begin = 1 }) end)
    local other = assert(quoth.extract "One.")
    assert.has_error(function() rows(1, 1, "%1", "byte", 0, other:marks("", {}, {}, {})) end)
    assert.has_error(function() rows(1, 1, "%1", "byte", 0, {}) end)
    assert.has_error(function() rows(1, 1, ("%t "):rep(70)) end)
  end)

  it("raise at tokens, marks and columns that are not there", function()
    local count = doc:count "tokens"
    assert.equal("", rows(1, 0, "%t"))
    assert.has_error(function() rows(0, 1, "%t") end)
    assert.has_error(function() rows(1, count + 1, "%t") end)
    assert.has_error(function() rows(1, 1, "%z") end)
    assert.has_error(function() rows(1, 1, "%1") end)
  end)
end)
