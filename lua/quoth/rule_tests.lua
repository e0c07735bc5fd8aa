--- Runs the `test` cases embedded in a rule; docs/rules.md says what they may hold.
local html = require "quoth.html"
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

local function describe(content, by) return ("%s by %s"):format(content or "a quote", by or "anyone") end

-- What came instead, for a message.
local function all_quotes(doc)
  local list = {}
  for quote in doc:quotes() do list[#list + 1] = describe(quote.content.text, quote.source and quote.source.name) end
  return #list > 0 and table.concat(list, "; ") or "none"
end

local function check_quotes(doc, case, fail)
  for _, expected in ipairs(case.quotes or {}) do
    if not found(doc:quotes(), function(quote) return fits(quote, expected) end) then
      fail("quotes: expected %s, found: %s", describe(expected[1], expected.by), all_quotes(doc))
    end
  end
  local count = doc:count "quotes"
  if case.exact and count ~= #(case.quotes or {}) then
    fail("exact: expected %d quotes, found %d: %s", #(case.quotes or {}), count, all_quotes(doc))
  end
end

local function check_entities(doc, case, fail)
  for _, expected in ipairs(case.entities or {}) do
    if not found(doc:entities(expected), function() return true end) then
      fail("entities: expected %s of type %s, found none", expected.name or "one", expected.type or "any")
    end
  end
end

local function check_meta(doc, case, fail)
  local meta = doc:meta()
  for key, name in pairs { title = "title", byline = "byline", published = "date" } do
    if case[key] and case[key] ~= meta[name] then
      fail("%s: expected %q, found %s", key, case[key], meta[name] and ("%q"):format(meta[name]) or "none")
    end
  end
end

-- What must not come up: in no quote, no speaker, no name; of a page, nowhere in the text.
local function comes_up(doc, case, text)
  local function holds(value) return value ~= nil and value:find(text, 1, true) ~= nil end
  return case.html and holds(doc:text())
    or found(doc:quotes(), function(quote) return holds(quote.content.text) or holds(quote.source and quote.source.text) end)
    or found(doc:mentions(), function(mention) return holds(mention.text) end)
end

local function check_text(doc, case, fail)
  for _, text in ipairs(case.present or {}) do
    if not doc:text():find(text, 1, true) then fail("present: expected %q in the text: %s", text, doc:text():sub(1, 200)) end
  end
  for _, text in ipairs(case.absent or {}) do
    if comes_up(doc, case, text) then fail("absent: %q was found", text) end
  end
end

local function run_case(engine, case, fail)
  local doc, message = engine:extract(case.html or case.text or "", { from = case.html and "html" or nil })
  if not doc then return fail("%s", message) end
  for _, warning in ipairs(doc:warnings()) do fail("%s", warning) end
  check_meta(doc, case, fail)
  check_text(doc, case, fail)
  check_quotes(doc, case, fail)
  check_entities(doc, case, fail)
  doc:close()
end

--- Runs the cases of a rule (a table, as quoth.rules gives it, or a file name). Cases with
-- html are skipped where quoth was built without. Returns {passed=, skipped=,
-- failures={"test[1]: …"}}, or nil, message, code where the rule itself does not load.
function rule_tests.run(rule)
  local engine, message, code = quoth.new { site = "none", rules = { rule } }
  if not engine then return nil, message, code end
  local result = { passed = 0, skipped = 0, failures = {} }
  for i, case in ipairs(engine.own[1].test or {}) do
    local before = #result.failures
    local function fail(what, ...) table.insert(result.failures, ("test[%d]: "):format(i) .. what:format(...)) end
    if case.html and not html.available then result.skipped = result.skipped + 1
    else
      run_case(engine, case, fail)
      if #result.failures == before then result.passed = result.passed + 1 end
    end
  end
  return result
end

return rule_tests
