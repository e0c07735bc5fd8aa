local golden = require "tests.spec.golden"
local helper = require "tests.spec.helper"

local function run(case)
  local doc = golden.extract(case)
  local complaints = golden.judge(case, doc)
  local place = ("%s:%d"):format(case.file, case.line)
  if case.known_failure then
    if #complaints == 0 then error(place .. ": a known failure that passes: strike the line, by hand or by tests/golden/mark.lua", 0) end
    pending(case.known_failure)
  elseif #complaints > 0 then
    error(("%s\n%s\n\nFound:\n%s"):format(place, table.concat(complaints, "\n"), golden.show(doc)), 0)
  end
end

for _, path in ipairs(helper.files "tests/golden/*.txt") do
  describe(path, function()
    for _, case in ipairs(golden.parse(path, helper.read(path))) do
      it(case.title, function() run(case) end)
    end
  end)
end

describe("the golden form", function()
  local TEXT = [[
# A comment before the first case.
One quote
=========
"We tried," Mara Lund said.
---
direct: "We tried,"
  by: Mara Lund
  cue: said (say)
no place
]]
  -- A document as the iterators show it, made by hand.
  local function fake(quotes, entities)
    local function over(list)
      return function(_, filter)
        local i = 0
        return function()
          repeat i = i + 1 until not list[i] or not filter or list[i].type == filter.type
          return list[i]
        end
      end
    end
    return { quotes = over(quotes), entities = over(entities) }
  end
  local function quote(changes)
    local made = {
      type = "direct", speech = true, negated = false, reported_by = {}, content = { text = '"We tried,"' },
      source = { text = "Mara Lund", name = "Mara Lund" }, cue = { text = "said", lemma = "say" },
    }
    for key, value in pairs(changes) do made[key] = value end
    return made
  end
  local case = golden.parse("a.txt", TEXT)[1]

  it("reads a case", function()
    assert.same('"We tried," Mara Lund said.', case.text)
    assert.same("Mara Lund", case.expected.quotes[1].by)
    assert.same({}, case.expected.place)
  end)

  it("is content with what is right", function()
    assert.same({}, golden.judge(case, fake({ quote {} }, {})))
  end)

  it("complains of each thing that is wrong", function()
    local wrong = {
      { type = "mixed" }, { speech = false }, { negated = true }, { content = { text = "We tried" } },
      { source = { text = "Lund", name = "Lund" } }, { cue = { text = "said", lemma = "saw" } },
    }
    for _, changes in ipairs(wrong) do assert.equal(1, #golden.judge(case, fake({ quote(changes) }, {}))) end
    assert.equal(1, #golden.judge(case, fake({}, {})))
    assert.equal(1, #golden.judge(case, fake({ quote {}, quote {} }, {})))
    assert.equal(1, #golden.judge(case, fake({ quote {} }, { { type = "place", name = "Oslo" } })))
  end)

  it("refuses what it does not understand, and says where", function()
    local function message_of(text) return select(2, pcall(golden.parse, "a.txt", text)) end
    assert.equal("a.txt:5: not understood: direkt quote", message_of "T\n====\nx\n---\ndirekt quote\n")
    assert.equal("a.txt:6: not a field here: buy: me", message_of "T\n====\nx\n---\ndirect: x\n  buy: me\n")
    assert.equal("a.txt:1: no line '---' between text and expectations", message_of "T\n====\nx\n")
  end)
end)
