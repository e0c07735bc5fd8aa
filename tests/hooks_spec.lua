-- Hooks of those who trust them, and rules that are read again.
local helper = require "tests.spec.helper"
local quoth = require "quoth"

local TEXT = '"It rained," said Bo Li.'

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

describe("hooks", function()
  it("run before the text and after the results", function()
    local seen
    local engine = assert(quoth.new { site = "none", trust = { {
      before = function(input, meta)
        meta.title = "Rain"
        return (input:gsub("Bo Li", "Mara Lund"))
      end,
      after = function(doc, meta)
        seen = doc:quotes()().source.name
        meta.members = '"desk":"weather"'
      end,
    } } })
    local doc = assert(engine:extract(TEXT))
    assert.equal("Mara Lund", seen)
    assert.matches('"meta":{"title":"Rain"},"desk":"weather"', doc:render "ndjson", 1, true)
  end)
  it("that fail are told, with file and function", function()
    local path = os.tmpname()
    write(path, "return { after = function() error 'no luck' end }")
    local engine = assert(quoth.new { site = "none", trust = { path } })
    local doc, message, code = engine:extract(TEXT)
    assert.is_nil(doc)
    assert.matches(path .. ": after: ", message, 1, true)
    assert.matches("no luck", message, 1, true)
    assert.equal("hook", code)
    for text, wanted in pairs { ["return 1"] = "returns a table", ["return { befor = print }"] = "befor", ["x x"] = "syntax error",
      ["error 'late'"] = "late" } do
      write(path, text)
      local none, told = quoth.new { trust = { path } }
      assert.is_nil(none)
      assert.matches(wanted, told, 1, true)
    end
    os.remove(path)
  end)
  it("are run by the command only with --trust, for each record too", function()
    local path, input = os.tmpname(), os.tmpname()
    write(path, "return { after = function(_, meta) meta.site = 'trusted' end }")
    write(input, '{"text": "It rained."}\n')
    local function run(options)
      local pipe = assert(io.popen(("%s --from ndjson %s %s"):format(helper.command, options, input)))
      local output = pipe:read "*a"
      pipe:close()
      return output
    end
    assert.matches('"site":"trusted"', run("--trust " .. path), 1, true)
    assert.is_nil(run(""):find("trusted", 1, true))
    os.remove(path)
    os.remove(input)
  end)
  it("are no part of rules", function()
    local none, message = quoth.new { rules = { { name = "own", before = function() end } } }
    assert.is_nil(none)
    assert.matches("before: unknown key", message, 1, true)
  end)
end)

describe("rules that are read again", function()
  it("change what comes out; a broken file keeps the old rule and is told", function()
    local path = os.tmpname()
    write(path, 'return { name = "own", verbs = { add = { "yodelhooed" } } }')
    local engine = assert(quoth.new { site = "none", rules = { path } })
    local function cue(verb)
      local quote = engine:extract(('"It rained," %s Mara Lund.'):format(verb)):quotes()()
      return quote and quote.cue and quote.cue.text
    end
    assert.equal("yodelhooed", cue "yodelhooed")
    write(path, 'return { name = "own", verbs = { add = { "trumpeteered" } } }')
    assert.same({}, engine:reload())
    assert.equal("trumpeteered", cue "trumpeteered")
    for _, broken in ipairs { "return { name = ", 'return { name = "own", patterns = { { regex = "(", action = "drop" } } }' } do
      write(path, broken)
      local problems = engine:reload()
      assert.equal(1, #problems)
      assert.matches(path, problems[1], 1, true)
      assert.equal("trumpeteered", cue "trumpeteered")
    end
    os.remove(path)
  end)
end)
