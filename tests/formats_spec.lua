-- Each format on plain, empty, non-ASCII and hostile text, read back by rules of its own.
local formats = require "quoth.formats"
local quoth = require "quoth"

local HOSTILE = '"It \\ <b>\t`rained`, \'a lot\' | *so*; {x}" said Zoë O’Lund.\n\n"No,\ttoo much," Bo "Li" said.'

local function docs()
  return {
    assert(quoth.extract('"No, Sir," said Bo Li.', { id = 'a "b".txt' })),
    assert(quoth.extract(HOSTILE)),
    assert(quoth.extract ""),
  }
end

-- Rows of RFC 4180 text.
local function parse_csv(text)
  local rows, row, at = {}, {}, 1
  while at <= #text do
    local field, stop = text:match('^"(.-)"()[,\r]', at)
    while field and select(2, field:gsub('"', "")) % 2 == 1 do
      local more, after = text:match('^(.-)"()[,\r]', stop)
      field, stop = field .. '"' .. more, after
    end
    if field then field = field:gsub('""', '"') else field, stop = text:match("^([^,\r\n\"]*)()", at) end
    row[#row + 1] = field
    if text:sub(stop, stop) == "," then at = stop + 1
    else
      assert.equal("\r\n", text:sub(stop, stop + 1))
      rows[#rows + 1], row, at = row, {}, stop + 2
    end
  end
  return rows
end

describe("format", function()
  for _, name in ipairs(formats.names) do
    it(name .. " describes itself and takes any document", function()
      local format = assert(formats.find(name))
      assert.equal(name, format.name)
      assert.is_true(#format.description > 0 and #format.media_type > 0)
      assert.equal("string", type(assert(formats.render(name, docs()))))
    end)
  end

  it("csv keeps every field and gives each row all columns", function()
    local list = docs()
    local rows = parse_csv(assert(formats.render("csv", list)))
    assert.equal(1 + list[1]:count "quotes" + list[2]:count "quotes", #rows)
    for _, row in ipairs(rows) do assert.equal(#rows[1], #row) end
    assert.equal('a "b".txt', rows[2][1])
    assert.equal('"No, Sir,"', rows[2][10])
  end)

  it("tsv has as many fields in each row", function()
    for line in assert(formats.render("tsv", docs())):gmatch "[^\n]+" do
      assert.equal(13, select(2, line:gsub("\t", "")), line)
    end
  end)

  it("dot is read by Graphviz where that is installed", function()
    if not os.execute "command -v dot >/dev/null" then return pending "no dot here" end
    local pipe = assert(io.popen("dot -Tcanon >/dev/null", "w"))
    pipe:write((assert(formats.render("dot", docs()))))
    assert.is_true(pipe:close())
  end)

  it("dot leads from document to speaker", function()
    assert.matches([["a \"b\".txt" -> "Bo Li" [weight=1, label=1];]], assert(formats.render("dot", docs())), 1, true)
  end)

  it("is a table or a file of the caller's", function()
    assert.equal("3", assert(formats.render({ document = function(_, out, options) out:write(options.x) end }, { docs()[1] }, { x = "3" })))
    local format, message = formats.find { name = "mine" }
    assert.is_nil(format)
    assert.matches("mine: the format has no function 'document'", message)
  end)
end)
