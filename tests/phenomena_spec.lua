-- The golden cases of news speech, counted by phenomenon. Their titles are
-- "NUMBER STYLE: …"; that each comes out as it says is tested by golden_spec.
local golden = require "tests.spec.golden"
local helper = require "tests.spec.helper"

local PHENOMENA, STYLES = 48, { "US", "UK", "IN" }
local LEAST_RIGHT = 0.85 -- of all cases

local function read_cases()
  local all = {}
  for _, path in ipairs(helper.files "tests/golden/phenomena-*.txt") do
    for _, case in ipairs(golden.parse(path, helper.read(path))) do
      local number, style = case.title:match "^(%d+) (%u%u): %u"
      assert(number, ("%s:%d: a title here begins with a phenomenon and a style"):format(path, case.line))
      all[#all + 1] = { number = tonumber(number), style = style, case = case }
    end
  end
  return all
end

describe("the phenomena of news speech", function()
  local all = read_cases()

  it("have a case in each newsroom's English", function()
    local seen = {}
    for _, entry in ipairs(all) do seen[entry.number .. entry.style] = true end
    for number = 1, PHENOMENA do
      for _, style in ipairs(STYLES) do
        assert(seen[number .. style], ("no case of phenomenon %d in style %s"):format(number, style))
      end
    end
  end)

  it(("come out right in %.0f%% of the cases"):format(LEAST_RIGHT * 100), function()
    local wrong = {}
    for _, entry in ipairs(all) do
      if entry.case.known_failure then wrong[#wrong + 1] = entry.case.title .. " (" .. entry.case.known_failure .. ")" end
    end
    local share = 1 - #wrong / #all
    assert(share >= LEAST_RIGHT, ("%d of %d cases, %.0f%%, are right. Wrong are:\n%s"):format(
      #all - #wrong, #all, share * 100, table.concat(wrong, "\n")))
  end)
end)
