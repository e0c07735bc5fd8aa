-- The interface of formats: finding, options, callbacks, confinement, the writer.
local articles = require "tests.spec.articles"
local core = require "quoth.core"
local formats = require "quoth.formats"
local helper = require "tests.spec.helper"
local quoth = require "quoth"

local function doc(text) return assert(quoth.extract(text or '"No, Sir," said Bo Li.', { id = 'a "b".txt' })) end

local function with_file(text, run)
  local path = os.tmpname() .. ".lua"
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local results = { pcall(run, path) }
  os.remove(path)
  assert(results[1], results[2])
end

describe("format", function()
  for _, name in ipairs(formats.names) do
    it(name .. " describes itself and takes any document", function()
      local format = assert(formats.find(name))
      assert.equal(name, format.name)
      assert.is_true(#format.description > 0 and #format.description < 100 and #format.media_type > 0)
      for _, document in ipairs(articles.docs()) do
        assert.equal("string", type(assert(formats.render(name, { document }))))
      end
    end)

    it(name .. " says nothing about its options that is not so", function()
      local format = assert(formats.find(name))
      for key, option in pairs(format.options or {}) do
        assert.is_string(option.description, key)
        assert.equal(option.type, type(option.default), key)
        assert.truthy(assert(formats.options(format, { [key] = tostring(option.default) })), key)
      end
    end)
  end

  it("is called by event, each entity before its mentions", function()
    local function note(what)
      return function(item, out) out:write(what, item.id or item.text or "", " ") end
    end
    local format = {
      begin = function(out) out:write "begin " end, document = function(_, out) out:write "document " end,
      entity = note "entity", mention = note "mention ", quote = note "quote",
      finish = function(out) out:write "finish" end,
    }
    local text = assert(formats.render(format, { doc(), doc "" }))
    assert.matches("^begin document .*quote1 document finish$", text)
  end)

  it("gets its own options and those of all formats", function()
    local format = {
      options = { x = { type = "number", default = 3 } },
      render = function(_, out, options) out:write(options.x, options.offsets) end,
    }
    assert.equal("3utf16", formats.render(format, { doc() }, { offsets = "utf16" }))
    assert.equal("4utf16", formats.render(format, { doc() }, { offsets = "utf16", x = 4 }))
  end)

  it("option that is unknown, or of another type, is refused with what is known", function()
    local format = { name = "mine", options = { x = { type = "number" }, y = { type = "string", one_of = { "a", "b" } } } }
    assert.same({ x = 2, y = "b" }, formats.options(format, { x = "2", y = "b" }))
    for key, value in pairs { x = "two", y = "c", z = "1" } do
      local values, message, code = formats.options(format, { [key] = value })
      assert.is_nil(values)
      assert.matches("^mine: .*" .. key, message)
      assert.equal("format", code)
    end
  end)

  it("that is none is refused, and the message says why", function()
    for wanted, format in pairs {
      ["mine: the format has no function 'render'"] = { name = "mine" },
      ["mine: quote is a function, not a string"] = { name = "mine", quote = "x" },
      ["mine: options.x.type"] = { name = "mine", render = print, options = { x = {} } },
    } do
      local found, message = formats.find(format)
      assert.is_nil(found)
      assert.matches(wanted, message, 1, true)
    end
    local found, message = formats.find "nothing"
    assert.is_nil(found)
    assert.matches("no format is called 'nothing'; known are text", message, 1, true)
  end)

  it("that fails names itself, and its document leaves nothing half written", function()
    local format = { name = "mine", render = function(document, out)
      out:write "half "
      if document:text() == "" then error "cannot" end
      out:write "whole\n"
    end }
    local run = assert(formats.start(format))
    assert.is_true(run:document(doc()))
    local good, message, code = run:document(doc "")
    assert.is_nil(good)
    assert.matches("^format mine: .*cannot", message)
    assert.equal("format", code)
    assert.equal("half whole\n", run:finish())
  end)

  it("writes to its target as it goes, so that memory stays small", function()
    local pieces, most = 0, 0
    local target = { write = function(chunk)
      pieces, most = pieces + 1, math.max(most, #chunk)
      return true
    end }
    local run = assert(formats.start({ render = function(_, out) out:write(("x"):rep(1000)) end }, {}, target))
    local document = doc()
    for _ = 1, 1000 do assert(run:document(document)) end
    assert(run:finish())
    assert.is_true(pieces > 10 and most < 100000)
  end)

  it("is found in a folder of the user's", function()
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder .. " && cp lua/quoth/formats/template.lua " .. folder .. "/speakers.lua"))
    local pipe = assert(io.popen(("QUOTH_FORMATS=%s %s --list formats"):format(folder, helper.command)))
    assert.matches("\nspeakers +a line for each speaker\n", pipe:read "a")
    pipe:close()
    pipe = assert(io.popen(("echo '\"No,\" said Bo Li.' | QUOTH_FORMATS=%s %s -f speakers"):format(folder, helper.command)))
    assert.equal("Bo Li\t1\nspeakers\t1\n", pipe:read "a")
    pipe:close()
    os.execute("rm -r " .. folder)
  end)
end)

describe("a date", function()
  local text = "It shut in May, 2008, was dry from March 2004 to June 2005 and in the summer of 2003."

  it("has TEI's attributes where the W3C has a form for it", function()
    local tei = assert(formats.render("tei", { doc(text) }))
    assert.matches('<date when="2008%-05">May, 2008</date>', tei)
    assert.matches('<date from="2004%-03" to="2005%-06">from March 2004 to June 2005</date>', tei)
    assert.matches("<date>summer of 2003</date>", tei)
  end)

  it("is written to NITF where it is one day", function()
    local nitf = assert(formats.render("nitf", { doc "It rained on June 7, 2004, and from May 3 to 5, 2004." }))
    assert.matches('<chron norm="20040607">', nitf)
    assert.matches("<chron>from May 3 to 5, 2004<", nitf)
  end)
end)

describe("the file of a user's format", function()
  it("runs with what it needs", function()
    with_file([[
      local speaker = require "quoth.formats.speaker"
      local function names(quote) return table.concat(speaker.names(quote), "/"):upper() end
      return { name = "x", quote = function(quote, out) out:text(names(quote)) end }]], function(path)
      assert.equal("BO LI", formats.render(path, { doc() }))
    end)
  end)

  it("can open no file, start no program, load no code and change nothing outside", function()
    for _, attack in ipairs {
      'io.open("/etc/passwd")', 'os.execute("true")', 'require "io"', 'require "quoth.formats"', 'load("return 1")()',
      'loadstring("return 1")()', 'dofile("x")', "debug.getinfo(1)", "getmetatable('').__index = {}", "collectgarbage()",
      "package.path = ''", "string.dump(print)", "rawset(_G, 'x', 1)", "setmetatable({}, {})",
    } do
      with_file(attack .. "\nreturn { render = function() end }", function(path)
        local format, message = formats.find(path)
        assert.is_nil(format, attack)
        assert.matches(path .. ":1:", message, 1, true)
      end)
    end
    with_file([[
      string.format, table.concat, math.floor = nil, nil, nil
      require("quoth.formats.speaker").name = nil
      return { render = function() end }]], function(path)
      assert(formats.find(path))
      assert.is_function(string.format)
      assert.is_function(require("quoth.formats.speaker").name)
    end)
  end)

  it("is source, not compiled Lua", function()
    with_file(string.dump(function() return { render = print } end), function(path)
      local format, message = formats.find(path)
      assert.is_nil(format)
      assert.truthy(message)
    end)
  end)
end)

describe("the writer", function()
  local HOSTILE = "a\"b'c\\d<e>&\t\r\n\1\255|*é\0"

  local function written(method, ...)
    local out = core.writer()
    return tostring(out[method](out, ...))
  end

  it("escapes for each notation", function()
    local bad = "\239\191\189"
    local rest = bad .. bad .. "|*é" .. bad
    for method, wanted in pairs {
      text = "a\"b'c\\d<e>&\t\r\n" .. rest,
      xml = "a&quot;b&#39;c\\d&lt;e&gt;&amp;\t&#13;\n" .. rest,
      html = "a&quot;b&#39;c\\d&lt;e&gt;&amp;\t\r\n" .. rest,
      json = '"a\\"b\'c\\\\d<e>&\\t\\r\\n\\u0001' .. bad .. '|*é\\u0000"',
      csv = '"a""b\'c\\d<e>&\t\r\n' .. rest .. '"',
      tsv = "a\"b'c\\d<e>&   " .. rest,
      turtle = '"a\\"b\'c\\\\d<e>&\\t\\r\\n' .. rest .. '"',
      markdown = "a\"b'c\\\\d\\<e\\>\\&   " .. bad .. bad .. "\\|\\*é" .. bad,
      dot = '"a\\"b\'c\\\\d<e>&amp;   ' .. rest .. '"',
      sql = "'a\"b''c\\d<e>&\t'||char(13)||'\n" .. rest .. "'",
    } do
      assert.equal(wanted, written(method, HOSTILE), method)
    end
  end)

  it("parts the fields of rows, and knows what nothing is", function()
    assert.equal("a,,1.5,true,", written("csv", "a", nil, 1.5, true, nil))
    assert.equal("a\t\t2", written("tsv", "a", nil, 2))
    assert.equal("'a', NULL, 17, 0", written("sql", "a", nil, 17, false))
    assert.has_error(function() written("xml", nil) end)
    assert.has_error(function() written("write", {}) end)
  end)

  it("takes what begins like a list of Markdown for text", function()
    for text, wanted in pairs { ["1. a"] = "1\\. a", ["- a"] = "\\- a", ["12) b"] = "12\\) b", ["12 b"] = "12 b" } do
      assert.equal(wanted, written("markdown", text))
    end
  end)

  it("writes numbers without exponent, comma or minus zero", function()
    assert.equal("9007199254740991", written("write", 2 ^ 53 - 1))
    assert.equal("0.97 0 0.10", tostring(core.writer():number(0.97):write(" ", -0.0, " "):number(0.1, 2)))
    assert.has_error(function() written("number", 1 / 0) end)
  end)

  it("writes tables as JSON with sorted keys", function()
    assert.equal('{"a":[1,[],{"y":null}],"b":true,"c":0.5}', written("json", { c = 0.5, b = true, a = { 1, {}, { y = core.null } } }))
    local deep = {}
    for _ = 1, 100 do deep = { deep } end
    assert.has_error(function() written("json", deep) end)
    assert.has_error(function() written("json", { a = print }) end)
    assert.has_error(function() written("json", { ["a\0b"] = 1 }) end)
  end)

  it("is taken, cut and measured", function()
    local out = core.writer()
    out:write("abc", 1):cut(2)
    assert.equal(2, #out)
    assert.equal("ab", out:take())
    assert.equal("", tostring(out))
    assert.has_error(function() out:cut(1) end)
  end)
end)
