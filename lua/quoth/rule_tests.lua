--- Runs the `test` cases embedded in a rule; docs/rules.md says what they may hold.
--
-- Cases with `text` are run here. Those with `html` need a reader of pages and are
-- counted as skipped.
local quoth = require "quoth"

local rule_tests = {}

-- Does a quote say what the case expects: [1] in its content, by, cue, type?
local function fits(quote, expected)
  return (expected[1] == nil or quote.content.text:find(expected[1], 1, true) ~= nil)
    and (expected.by == nil or (quote.source and quote.source.name) == expected.by)
    and (expected.cue == nil or (quote.cue and quote.cue.text) == expected.cue)
    and (expected.type == nil or quote.type == expected.type)
end

local function found(iterator, accepts)
  for item in iterator do
    if accepts(item) then return true end
  end
  return false
end

local function describe(expected)
  return ("%q by %s"):format(expected[1] or "", expected.by or "anyone")
end

local function check_quotes(doc, case, fail)
  for _, expected in ipairs(case.quotes or {}) do
    if not found(doc:quotes(), function(quote) return fits(quote, expected) end) then fail("no quote " .. describe(expected)) end
  end
  local count = doc:count "quotes"
  if case.exact and count ~= #(case.quotes or {}) then fail(("%d quotes expected, %d found"):format(#(case.quotes or {}), count)) end
end

local function check_entities(doc, case, fail)
  for _, expected in ipairs(case.entities or {}) do
    if not found(doc:entities(expected), function() return true end) then
      fail(("no entity %q of type %s"):format(expected.name or "", expected.type or "any"))
    end
  end
end

-- What must not come up: in no quote, no speaker, no name.
local function check_absent(doc, case, fail)
  for _, text in ipairs(case.absent or {}) do
    local function holds(value) return value ~= nil and value:find(text, 1, true) ~= nil end
    if found(doc:quotes(), function(quote) return holds(quote.content.text) or holds(quote.source and quote.source.text) end)
      or found(doc:mentions(), function(mention) return holds(mention.text) end) then
      fail(("%q should not be found"):format(text))
    end
  end
end

--- Runs the cases of a rule (a table, as quoth.rules gives it, or a file name).
-- Returns {passed=, skipped=, failures={"test[1]: …"}}, or nil, message, code where
-- the rule itself does not load.
function rule_tests.run(rule)
  local engine, message, code = quoth.new { site = "none", rules = { rule } }
  if not engine then return nil, message, code end
  local result = { passed = 0, skipped = 0, failures = {} }
  for i, case in ipairs(engine.own[1].test or {}) do
    if case.text then
      local before = #result.failures
      local function fail(what) result.failures[#result.failures + 1] = ("test[%d]: %s"):format(i, what) end
      local doc = assert(engine:extract(case.text))
      check_quotes(doc, case, fail)
      check_entities(doc, case, fail)
      check_absent(doc, case, fail)
      doc:close()
      if #result.failures == before then result.passed = result.passed + 1 end
    else
      result.skipped = result.skipped + 1
    end
  end
  return result
end

return rule_tests
