-- Rule files: the sandbox, the schema, inheritance, and what they teach.
local core = require "quoth.core"
local quoth = require "quoth"
local rules = require "quoth.rules"

local function refused(text, wanted)
  local value, message = core.evaluate(text, "=rule.lua")
  assert.is_nil(value)
  assert.matches(wanted, message)
end

describe("the sandbox", function()
  it("reads data", function()
    assert.same({ name = "a", list = { 1, 2.5, true, "x" } }, core.evaluate([[return { name = "a", list = { 1, 2.5, true, "x" } }]], "=r"))
  end)
  it("stops endless loops", function()
    refused("while true do end", "too long")
    refused("::again:: goto again", "too long")
  end)
  it("caps memory", function()
    refused([[local s = "x" while true do s = s .. s end]], "memory")
    refused([[local t = {} for i = 1, 1e9 do t[i] = i end]], "memory")
  end)
  it("caps what one long string stands for in many places", function()
    refused([[local s = "0123456789abcdef" for i = 1, 16 do s = s .. s end
      local t = {} for i = 1, 3000 do t[i] = s end return t]], "too much text")
  end)
  it("has no library, not even the methods of strings", function()
    for _, name in ipairs { "print", "pcall", "load", "require", "io", "os", "string", "setmetatable", "_G" } do
      assert.same({}, core.evaluate(("return { %s }"):format(name), "=r"), name)
    end
    refused([[return { ("x"):rep(2e8) }]], "index a string")
  end)
  it("refuses compiled Lua", function() refused(string.dump(function() return {} end), "compiled") end)
  it("refuses functions, circles, depth and size", function()
    refused("return { function() end }", "holds a function")
    refused("local t = {} t[1] = t return t", "circle")
    refused("local t = { 1 } for i = 1, 30 do t = { t, t } end return t", "too many values")
    refused("return 1", "returns number")
    refused("return", "returns nil")
  end)
  it("stops what is slow though it is short: long strings, deep syntax, jumps without end", function()
    local long = [[local s = "0123456789abcdef" for i = 1, 17 do s = s .. s end ]]
    local start = os.clock()
    refused(long .. [[while true do local t = s .. "x" end]], "too long")
    refused(long .. [[local a, b = s .. "x", s .. "y" while true do local t = a < b end]], "too long")
    refused("if a then " .. ("elseif a then "):rep(100000) .. " end", "too long")
    for _, text in ipairs { "return " .. ("("):rep(1e5) .. "1", "return " .. ("{"):rep(1e5), "return " .. ("-"):rep(1e5) .. "1",
      "return 'a'" .. (" .. 'a'"):rep(1e5), "local function f() return 1 + f() end return f()" } do
      assert.is_nil((core.evaluate(text, "=r")))
    end
    assert.is_nil((core.evaluate(("-- padding\n"):rep(1e6) .. "return {}", "=r")))
    assert.is_true(os.clock() - start < 20)
  end)
  it("gives no way to the host: no metatables, coroutines, hooks or environment", function()
    refused([[local s = "x" return { s:upper() }]], "index a string")
    refused([[return { #setmetatable({}, {}) }]], "call a nil value")
    refused([[pcall(function() while true do end end)]], "call a nil value")
    refused([[for i = 1, 2 do coroutine.wrap(i) end]], "index a nil value")
    refused([[_ENV = nil return { x }]], "index a nil value")
    refused([[goto out do ::out:: end]], "no visible label")
    assert.is_nil(rawget(_G, "planted"))
    core.evaluate("planted = 1 return {}", "=r")
    assert.is_nil(rawget(_G, "planted"))
  end)
  it("names file and line of a mistake", function() refused("return {\n  name = = 1 }", "^rule.lua:2:") end)
end)

describe("the schema", function()
  local function message_for(rule) return select(2, rules.parse(rule, "mine.lua")) end
  it("names file, key, what was expected and what was found", function()
    assert.equal("mine.lua: never[1]: expected a string, found number", message_for 'return { name = "x", never = { 1 } }')
    assert.equal("mine.lua: name: is missing", message_for "return {}")
    assert.matches("^mine.lua: verb: unknown key; known are .*verbs", message_for 'return { name = "x", verb = {} }')
    assert.matches('expected one of drop, mark, found "cut"', message_for
      'return { name = "x", patterns = { { regex = "a", action = "cut" } } }')
  end)
end)

describe("rules", function()
  local function extract(rule, text) return assert(assert(quoth.new { site = "none", rules = { rule } }):extract(text)) end

  it("teach names, with the one to report", function()
    local doc = extract({ name = "own", names = { organization = { ["The Harbor Herald"] = { "Herald" } } } }, "We read the Herald daily.")
    local entity = doc:entities { type = "organization" } ()
    assert.equal("The Harbor Herald", entity.name)
    assert.equal("Herald", entity.mentions[1].text)
  end)

  it("join names that are one, and keep from joining", function()
    local text = "The Iron Lady spoke on Monday. Mara Lund bowed. Lund smiled."
    local one = extract({ name = "own", names = { person = { ["Mara Lund"] = { "The Iron Lady" } } } }, text)
    local person = one:entities { type = "person" } ()
    assert.same({ "Mara Lund", { "The Iron Lady", "Lund" } }, { person.name, person.aliases })
    local never = extract({ name = "own", never = { "Lund" } }, text)
    for entity in never:entities() do
      for _, mention in ipairs(entity.mentions) do assert.not_equal("Lund", mention.text) end
    end
  end)

  it("teach verbs and take them away", function()
    local text = '"It will rain," yodelhooed Mara Lund.'
    local quote = extract({ name = "own", verbs = { add = { "yodelhooed" } } }, text):quotes()()
    assert.equal("yodelhooed", quote.cue.text)
    assert.equal("Mara Lund", quote.source.name)
  end)

  it("say what is never a name, and what a name is", function()
    local text = '"No," said Mara Lund.'
    assert.is_nil(extract({ name = "own", never = { "Mara Lund" } }, text):mentions()())
    local mention = extract({ name = "own", names = { ship = { "Mara Lund" } } }, text):mentions()()
    assert.same({ "Mara Lund", "ship", "rule: own" }, { mention.text, mention.type, mention.rule })
  end)

  it("keep letters in brackets from being a name", function()
    local text = "The Northern Fisheries Board (NFB) closed the bay. The NFB gave no reason."
    for mention in extract({ name = "own", never = { "NFB" } }, text):mentions() do assert.not_equal("NFB", mention.text) end
  end)

  it("drop what patterns match: it is in no quote and no name", function()
    local rule = { name = "own", patterns = { { regex = [[\(Reporting by [^)]*\)]], action = "drop" } } }
    local doc = extract(rule, '"We left," said Mara Lund. (Reporting by Bo Xu)')
    assert.equal(1, doc:count "quotes")
    for mention in doc:mentions() do assert.not_matches("Bo Xu", mention.text) end
  end)

  it("mark what patterns match, before all names found otherwise", function()
    local rule = { name = "own", patterns = { { regex = [[Mara (Lund)\b]], action = "mark", label = "ship" } } }
    local mention = extract(rule, "The Mara Lund sailed on Monday."):mentions()()
    assert.same({ "Lund", "ship", "pattern: own.patterns[1]" }, { mention.text, mention.type, mention.rule })
  end)

  it("say of a wrong pattern: file, key, byte, reason", function()
    local function message_of(pattern)
      return select(2, quoth.new { site = "none", rules = { { name = "own", base = "wire", patterns = { pattern } } } })
    end
    assert.matches("^own: patterns%[1%]%.regex: PCRE2 refuses the pattern at byte 4: missing closing parenthesis",
      message_of { regex = "ab(c", action = "drop" })
    assert.matches("^own: patterns%[1%]: a pattern that marks needs a label", message_of { regex = "a", action = "mark" })
    assert.matches("^own: patterns%[1%]%.regex: holds a NUL byte", message_of { regex = "a\0b", action = "drop" })
  end)

  it("warn of a pattern that explodes, and go on", function()
    local rule = { name = "own", patterns = { { regex = "(a|aa)+$", action = "drop" } } }
    local doc = extract(rule, ("a"):rep(200) .. "! \"No,\" said Mara Lund.")
    assert.equal(1, doc:count "quotes")
    assert.matches("^own%.patterns%[1%]: pattern '%(a|aa%)%+%$' takes too many steps", doc:warnings()[1])
  end)

  it("inherit: plain lists replace, edits add and remove", function()
    local rule = assert(rules.load { name = "child", base = "wire", drop = { add = { "aside" } } })
    assert.equal("aside", rule.drop[1])
    assert.equal(#rules.find "wire".drop + 1, #rule.drop)
    assert.same({ "p.own" }, assert(rules.load { name = "child", drop = { "p.own" } }).drop)
    assert.equal(#rules.find "wire".patterns, #rule.patterns)
    assert.is_nil(rule.test)
    local _, message = rules.load { name = "child", base = "nowhere" }
    assert.matches("nowhere", message)
  end)

  it("are matched by host, without www and port", function()
    assert.equal("herald.example", rules.host "https://user@www.Herald.example:8080/a?b")
    assert.equal("herald.example", rules.host "https://herald.example/a@b")
    assert.equal("herald.example", rules.host "herald.example")
    assert.is_nil(rules.host "no address at all")
  end)
end)
