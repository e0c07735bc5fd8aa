-- Attribution: what users teach wins over the model, and every decision can be explained.
local helper = require "tests.spec.helper"
local quoth = require "quoth"

local function extract(text, rule)
  return assert(assert(quoth.new { site = "none", rules = rule and { rule } }):extract(text))
end

describe("a user's verb", function()
  local text = "Mara Lund yodelhooed that the bridge was closed, the mayor said."

  it("wins over what the model makes of the sentence", function()
    local rule = { name = "own", verbs = { add = { "yodelhooed" } } }
    local quote = extract(text, rule):quotes { rule = "model" } ()
    assert.is_nil(quote and quote.cue.text:find "yodelhooed")
    local found
    for q in extract(text, rule):quotes() do
      if q.cue and q.cue.text == "yodelhooed" then found = q end
    end
    assert.equal("Mara Lund", found.source.text)
    assert.matches("^that the bridge was closed", found.content.text)
  end)

  it("that is taken away is no cue, whatever the model has learned", function()
    local said = "The mayor said that the bridge was closed."
    assert.equal("said", extract(said):quotes()().cue.text)
    local rule = { name = "own", verbs = { remove = { "said" } } }
    assert.is_nil(extract(said, rule):quotes()())
  end)
end)

describe("who", function()
  it("is a person, and no place that stands before it", function()
    local quote = extract "The cargo was meant for a buyer in Chennai who said the price was fair enough.":quotes()()
    assert.equal("who", quote.source.text)
    assert.is_nil(quote.source.name)
  end)

  it("is the person who stands before it", function()
    local quote = extract "A court in Leeds heard from Ana Roa, who said the bridge was safe.":quotes()()
    assert.equal("who", quote.source.text)
    assert.equal("Ana Roa", quote.source.name)
  end)
end)

describe("what stands before an active verb", function()
  it("is its subject, and nothing that is reported", function()
    local text = "The agency said in a report carried by state television that the general had ordered the retreat."
    for quote in extract(text):quotes() do assert.not_equal("The agency", quote.content.text) end
  end)
end)

describe("who reported it", function()
  it("is nobody where a noun that looks like a verb has no subject", function()
    local text = "On Monday, the false reports, Lund had signed an order stating that the docks would stay open."
    for quote in extract(text):quotes() do assert.equal(0, #quote.reported_by) end
  end)
end)

describe("a speech over very many paragraphs", function()
  it("is one quote, and then another of the same speaker", function()
    local paragraph = "\n\n“The river has never been as high as it was on that day.”"
    local text = "“We have seen many floods in this town,” Mara Lund said." .. paragraph:rep(70)
    local sizes = {}
    for quote in extract(text):quotes() do
      assert.equal("Mara Lund", quote.source.text)
      sizes[#sizes + 1] = #quote.content.spans
    end
    assert.same({ 64, 7 }, sizes)
  end)
end)

describe("a quote's why", function()
  local text = '"It rained all night," said Mara Lund. The mayor said that the bridge would close.'

  it("tells what decided and how sure that is", function()
    for quote in extract(text):quotes() do
      assert.equal(quote.rule, quote.why.rule)
      assert.equal(quote.confidence, quote.why.confidence)
      assert.equal(quote.cue and quote.cue.text, quote.why.cue)
    end
  end)

  it("names the readings that lost, which differ from the one that won", function()
    local seen = 0
    for quote in extract(helper.read "tests/fixtures/wire.txt"):quotes() do
      for _, rival in ipairs(quote.why.runners_up) do
        seen = seen + 1
        assert.is_string(rival.rule)
        assert.is_true(rival.confidence >= 0 and rival.confidence <= 1)
        local source = quote.source and quote.source.text
        assert.is_true(rival.content ~= quote.content.text or rival.source ~= source)
      end
    end
    assert.is_true(seen > 0)
  end)

  it("is in JSON only where it is asked for", function()
    local doc = extract(text)
    assert.is_truthy(doc:json({ explain = true }):find('"why"', 1, true))
    assert.is_nil(doc:json {}:find('"why"', 1, true))
  end)
end)
