-- What formats write, judged by tools that nobody here wrote: on each article alone, and
-- on all of them where one output takes several.
local articles = require "tests.spec.articles"
local formats = require "quoth.formats"
local helper = require "tests.spec.helper"
local quoth = require "quoth"

local folder, report

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

local function has(tool) return os.execute(("command -v %s >/dev/null 2>&1"):format(tool)) == true end

-- Runs a command on a file; gives its output with standard error, and whether it went well.
local function run(command, name)
  local pipe = assert(io.popen(("%s '%s/%s' 2>&1"):format(command, folder, name)))
  local output = pipe:read "a"
  return output, pipe:close() == true
end

-- Debian's Python has Debian's libraries; another one may be found first.
local function python() return has "/usr/bin/python3" and "/usr/bin/python3" or has "python3" and "python3" end

local CHECKED = {
  "json", "ndjson", "csv", "tsv", "ninjs", "jsonld", "webannotation", "turtle", "brat", "iob2", "conllu", "inception",
  "labelstudio", "prodigy", "doccano",
}

local ON_FILES = {
  tei = { "xmllint", "xmllint --noout --relaxng tests/valid/tei.rng" },
  nitf = { "xmllint", "xmllint --noout --relaxng tests/valid/nitf.rng" },
  gexf = { "xmllint", "xmllint --noout --relaxng tests/valid/gexf.rng" },
  dot = { "dot", "dot -Tcanon -o /dev/null" },
  turtle = { "rapper", "rapper -q -i turtle -c" },
  csv = { "csvclean", "csvclean -n" },
}

describe("a validator", function()
  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    for i, doc in ipairs(articles.docs(true)) do
      write(i .. ".txt", doc:text())
      for _, name in ipairs(formats.names) do
        local options = { offsets = "codepoint", mentions = "all", explain = true, with_text = true }
        write(i .. "." .. name, assert(formats.render(name, { doc }, options)))
      end
    end
    for name, options in pairs { gexf = {}, dot = {}, csv = {}, turtle = {}, tei = { corpus = true } } do
      write("all." .. name, assert(formats.render(name, articles.docs(), options)))
    end
    write("7.txt", '"No," said Bo Li.')
    write("7.in", '{"text":"\\"No,\\" said Bo Li.","tag":[1]}\nno json\n{"id":3}\n')
    os.execute(("%s --from ndjson -q -o %s/7.ndjson %s/7.in 2>/dev/null"):format(helper.command, folder, folder))
    write("8.txt", '"No," said Bo Li.')
    local ndjson = assert(formats.render("ndjson", { assert(quoth.extract '"No," said Bo Li.') }))
    write("8.ndjson", (ndjson:gsub('"negated":false', '"negated":0')))
    write("9.txt", '"No," said Bo Li!')
    write("9.ndjson", (ndjson:gsub('"start":0', '"start":1')))
    report = {}
    if not python() then return end
    assert(os.execute(("cp schema/document.schema.json %s && cp tests/valid/*.json %s"):format(folder, folder)))
    local pipe = assert(io.popen(("%s tests/valid/check.py %s %s 2>&1"):format(python(), folder, folder)))
    for line in pipe:lines() do
      local name, number, result = line:match "^(%S+) (%d) (.*)$"
      assert(name, line)
      report[name .. number] = result
    end
    assert(pipe:close(), "tests/valid/check.py failed")
  end)
  teardown(function() os.execute("rm -r " .. folder) end)

  for _, name in ipairs(CHECKED) do
    it("of Python reads " .. name .. ", and each offset leads to its text", function()
      if not python() then return pending "no python3 here" end
      for i = 1, #articles.list do
        local result = report[name .. i]
        if result and result:find "^missing" then return pending(result) end
        assert.equal("ok", result, ("article %d"):format(i))
      end
    end)
  end

  for name, tool in pairs(ON_FILES) do
    it(tool[1] .. " takes " .. name, function()
      if not has(tool[1]) then return pending("no " .. tool[1] .. " here") end
      for i = 1, #articles.list do
        local output, good = run(tool[2], ("%d.%s"):format(i, name))
        assert.is_true(good, output)
      end
      if name ~= "nitf" then
        local output, good = run(tool[2], "all." .. name)
        assert.is_true(good, output)
      end
    end)
  end

  it("of JSON knows the lines of failures, and what is wrong", function()
    local result = report.ndjson7
    if not result or result:find "^missing" then return pending(result or "no python3 here") end
    assert.equal("ok", result)
    assert.matches("negated", report.ndjson8)
    assert.matches("is not at its place", report.ndjson9)
  end)

  it("sees what is wrong", function()
    write("bad.tei", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text/></TEI>")
    write("bad.turtle", "<a> <b> c .")
    write("bad.dot", "digraph { a -> }")
    for _, name in ipairs { "tei", "turtle", "dot" } do
      local tool = ON_FILES[name]
      if has(tool[1]) then
        local _, good = run(tool[2], "bad." .. name)
        assert.is_false(good)
      end
    end
  end)
end)
