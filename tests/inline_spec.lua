-- Ranges as elements, and spans of tokens, on random ranges.
local inline = require "quoth.formats.inline"

local TEXT = "ab cd\n\n  \r\nefg hi jkl\n\tmn\no"

local function random_ranges(random, length)
  local ranges = {}
  for i = 1, random(0, 8) do
    local start = random(0, length - 1)
    ranges[i] = { start = start, stop = random(start, length), name = i }
  end
  table.sort(ranges, function(a, b)
    if a.start ~= b.start then return a.start < b.start end
    if a.stop ~= b.stop then return a.stop > b.stop end
    return a.name < b.name
  end)
  return ranges
end

-- The same numbers on every machine.
local function generator(seed)
  return function(low, high)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return low + seed // 65536 % (high - low + 1)
  end
end

-- Walks, and gives for each byte that was written the set of the ranges that are open.
local function walk(ranges)
  local open, bytes, covered, inside = {}, {}, {}, false
  inline.walk(TEXT, ranges, {
    paragraph = function()
      assert.equal(0, #open)
      inside = true
    end,
    ended = function()
      assert.equal(0, #open)
      inside = false
    end,
    open = function(range) open[#open + 1] = range end,
    close = function(range) assert.equal(table.remove(open), range) end,
    text = function(text)
      assert.is_true(inside)
      for byte in text:gmatch "." do
        bytes[#bytes + 1] = byte
        local names = {}
        for _, range in ipairs(open) do names[range.name] = true end
        covered[#bytes] = names
      end
    end,
  })
  return table.concat(bytes), covered
end

describe("ranges as elements", function()
  it("hold all of the text, each byte in the ranges that cover it, properly nested", function()
    local random = generator(1)
    local lines, places = {}, {}
    for from, line in TEXT:gmatch "()([^\r\n]+)" do
      if line:find "%S" then
        lines[#lines + 1] = line
        for at = from, from + #line - 1 do places[#places + 1] = at - 1 end
      end
    end
    for _ = 1, 2000 do
      local ranges = random_ranges(random, #TEXT)
      local text, covered = walk(ranges)
      assert.equal(table.concat(lines), text)
      for i, place in ipairs(places) do
        for _, range in ipairs(ranges) do
          local wanted = range.start <= place and place < range.stop or nil
          if covered[i][range.name] ~= wanted then error(("byte %d, range %d to %d"):format(place, range.start, range.stop)) end
        end
      end
    end
  end)
end)
