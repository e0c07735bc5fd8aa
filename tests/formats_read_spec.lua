-- What a format wrote, read back, gives the same spans.
local articles = require "tests.spec.articles"
local formats = require "quoth.formats"

local PARTS = { "source", "cue", "content" }

local function sorted(list)
  table.sort(list)
  return list
end

-- The spans of a document as doc:table() has it, a line each; with grouped, those of an
-- entity or quote on one line.
local function lines_of(doc, grouped)
  local list = {}
  local function add(head, one)
    if grouped then list[#list + 1] = head .. table.concat(one, ", ") else table.move(one, 1, #one, #list + 1, list) end
  end
  for _, entity in ipairs(doc.entities) do
    local one = {}
    for i, mention in ipairs(entity.mentions) do
      one[i] = ("%s %d %d"):format(entity.type, mention.start, mention["end"])
    end
    add("", sorted(one))
  end
  for _, quote in ipairs(doc.quotes) do
    local one = {}
    for _, name in ipairs(PARTS) do
      for _, span in ipairs(quote[name] and quote[name].spans or {}) do
        one[#one + 1] = ("%s %d %d"):format(name, span.start, span["end"])
      end
    end
    add(("%s %s %s: "):format(quote.type, quote.speech, quote.negated), one)
  end
  return sorted(list)
end

-- A document's table, in which mentions of nobody known are entities of their own,
-- except for JSON, which has no place for them.
local function table_of(doc, name)
  local all = doc:table()
  for mention in doc:mentions() do
    if not mention.entity and not name:find "json" then
      all.entities[#all.entities + 1] = { type = mention.type, mentions = { mention:table() } }
    end
  end
  return all
end

local function assert_texts(doc)
  for _, quote in ipairs(doc.quotes) do
    for _, span in ipairs(quote.content and quote.content.spans or {}) do
      assert.equal(doc.text:sub(span.start + 1, span["end"]), span.text)
    end
  end
end

local function read(name, text, options)
  local docs, message, code = formats.read(name, text, options)
  if code == "missing" then return nil, message end
  return assert(docs, message)
end

describe("reading", function()
  for name, grouped in pairs { json = true, ndjson = true, brat = true, webannotation = true, iob2 = false } do
    it(name .. " gives the spans that were written, and their texts", function()
      for _, doc in ipairs(articles.docs(true)) do
        local written = assert(formats.render(name, { doc }, { offsets = "codepoint", mentions = "all" }))
        local docs, missing = read(name, written, { text = doc:text() })
        if missing then return pending(missing) end
        local wanted = lines_of(table_of(doc, name), grouped)
        if #wanted > 0 then
          assert.same(wanted, lines_of(docs[1], grouped))
          assert_texts(docs[1])
        end
      end
    end)

    it(name .. " gives code points where the text is not known", function()
      local doc = articles.docs()[4]
      local written = assert(formats.render(name, { doc }, { offsets = "codepoint", mentions = "all" }))
      local docs, missing = read(name, written)
      if missing then return pending(missing) end
      local stops = {}
      for _, quote in ipairs(docs[1].quotes) do
        for _, span in ipairs(quote.content and quote.content.spans or {}) do stops[span["end"]] = true end
      end
      assert.equal("codepoint", docs[1].offsets)
      assert.is_true(stops[15]) -- where “Ça suffit 🚢🚢,” ends
    end)
  end

  it("takes what people made", function()
    local text = "Bo Li said: “No, no.”\nBo left."
    local ann = "T1\tperson 0 5\tBo Li\nT2\tperson 22 24\tBo\n*\tEquiv T1 T2\nT3\tcue 6 10\tsaid\n"
      .. "T4\tdirect 12 21\t“No, no.”\nE1\tdirect:T4 Source:T1 Cue:T3\nA1\tNegated E1\n#1\tAnnotatorNotes E1\tsure\n"
    local doc = assert(formats.read("brat", ann, { text = text }))[1]
    assert.equal("“No, no.”", doc.quotes[1].content.spans[1].text)
    assert.equal("Bo Li", doc.quotes[1].source.spans[1].text)
    assert.is_true(doc.quotes[1].negated)
    assert.equal("Bo", doc.entities[1].mentions[2].text)
    local iob2 = "# id = a\nBo\t0\t2\tB-source\tO\tO\tB-person\nLi\t3\t5\tI-source\tO\tO\tI-person\n\nsaid\t6\t10\tO\tB-cue\tO\tO\n"
    doc = assert(formats.read("iob2", iob2, { text = { a = text } }))[1]
    assert.equal("Bo Li", doc.entities[1].mentions[1].text)
    assert.equal("said", doc.quotes[2].cue.spans[1].text)
  end)

  it("tells the line that cannot be read", function()
    for name, text in pairs {
      brat = "T1\tperson 0 4\tMara\nE1\tdirect:T7\n",
      iob2 = "# id = a\nMara\t0\t4\tO\tO\tO\tI-person\n",
    } do
      local docs, message, code = formats.read(name, text)
      assert.is_nil(docs)
      assert.matches("^" .. name .. ": line 2: ", message)
      assert.equal("syntax", code)
    end
  end)

  it("is refused for formats that lose too much", function()
    local docs, message = formats.read("markdown", "# a")
    assert.is_nil(docs)
    assert.matches("markdown: this format is not read", message, 1, true)
  end)

  it("of files in a folder finds each document again", function()
    local files = {}
    assert(formats.render("brat", articles.docs(), { files = files }))
    local count = 0
    for name in pairs(files) do count = count + (name:find "%.ann$" and 1 or 0) end
    assert.equal(#articles.list, count)
    assert.equal(articles.list[4].text, files["Zoë’s_café_🚢.txt"])
    local several, message = formats.render("brat", articles.docs())
    assert.is_nil(several)
    assert.matches("give --output FOLDER/", message, 1, true)
  end)
end)

