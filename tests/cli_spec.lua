-- The command: input kinds, output, messages, exit statuses.
local helper = require "tests.spec.helper"

local folder

local function quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

-- Runs the command in a shell; gives standard output, standard error, exit status.
local function run(arguments, input)
  local stdin, stderr = folder .. "/stdin", folder .. "/stderr"
  local file = assert(io.open(stdin, "wb"))
  file:write(input or "")
  file:close()
  local pipe = assert(io.popen(("%s %s <%s 2>%s"):format(helper.command, arguments, stdin, stderr)))
  local output = pipe:read "a"
  local _, _, status = pipe:close()
  return output, helper.read(stderr), status
end

local function write(name, text)
  local path = folder .. "/" .. name
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

describe("the command", function()
  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. quote(folder)))
  end)
  teardown(function() os.execute("rm -r " .. quote(folder)) end)

  it("reads standard input and writes JSON into a pipe", function()
    local output, errors, status = run("", '"It rained," said Bo Li.')
    assert.equal(0, status)
    assert.equal("", errors)
    assert.matches('"name": "Bo Li"', output, 1, true)
  end)

  it("carries NDJSON members through, keeps order, and goes on after a bad line", function()
    local lines = '{"id":7,"text":"\\"No,\\" said Bo Li.","tag":[1,{"a":null}]}\nnot json\n{"id":"b","text":""}\n'
    local output, errors, status = run("--from ndjson", lines)
    assert.equal(1, status)
    assert.matches("1 of 3 lines failed", errors, 1, true)
    local found = {}
    for line in output:gmatch "[^\n]+" do found[#found + 1] = line end
    assert.equal(3, #found)
    assert.matches('"id":7', found[1], 1, true)
    assert.matches('"tag":[1,{"a":null}]', found[1], 1, true)
    assert.matches('^{"line":2,"error":{"code":', found[2])
    assert.matches('"id":"b"', found[3], 1, true)
  end)

  it("knows NDJSON on standard input by its brace, and gives the same with more jobs", function()
    local lines = ('{"text":"\\"No,\\" said Bo Li."}\n'):rep(200)
    local one, _, status = run("", lines)
    assert.equal(0, status)
    local four = run("--jobs 4", lines)
    assert.equal(one, four)
    local _, count = one:gsub("\n", "")
    assert.equal(200, count)
  end)

  it("writes formats whose documents stand alone the same with more jobs, errors too", function()
    local page = '{"html":"<p>“It rained,” said Bo Li.</p>","url":"https://apnews.com/a"}\n'
    local lines = ('{"id":"a\\nb","text":"\\"No,\\" said Bo Li."}\n' .. page):rep(3000) .. "not json\n" .. '{"id":3}\n' .. page
    for _, format in ipairs { "csv", "conllu", "text" } do
      local one, errors, status = run("--from ndjson --format " .. format, lines)
      assert.equal(1, status)
      assert.matches("-:6001: ", errors, 1, true)
      assert.matches("-:6002: ", errors, 1, true)
      local three, same_errors, same_status = run("--from ndjson --jobs 3 --format " .. format, lines)
      assert.is_true(one == three)
      assert.equal(errors, same_errors)
      assert.equal(status, same_status)
    end
  end)

  it("says which formats one thread writes, and writes them", function()
    local lines = ('{"text":"\\"No,\\" said Bo Li."}\n'):rep(2)
    local one, errors = run("--from ndjson --format jsonld", lines)
    assert.equal("", errors)
    local two, message, status = run("--from ndjson --jobs 2 --format jsonld", lines)
    assert.equal(0, status)
    assert.equal(one, two)
    assert.matches("one thread writes jsonld", message, 1, true)
  end)

  it("applies the rules of an address to a text in NDJSON, whatever the address looks like", function()
    local form = '{"text":"It rained.","url":"%s"}\n'
    for url, site in pairs { ["https://apnews.com/a"] = true, ["HTTP://user:x@www.APnews.com:80?q"] = true,
      ["https://apnews.com.evil.example/"] = false, ["https://x.example/apnews.com"] = false, ["https://notapnews.com"] = false,
      [""] = false, ["apnews.com"] = true } do
      local output = run("--from ndjson", form:format(url))
      assert.equal(site, output:find('"site":"apnews"', 1, true) ~= nil, url)
    end
  end)

  it("names the missing file, reads the others, and ends with 1", function()
    local path = write("a.txt", '"No," said Bo Li.')
    local output, errors, status = run(folder .. "/missing.txt " .. path)
    assert.equal(1, status)
    assert.matches("missing.txt", errors, 1, true)
    assert.matches("Bo Li", output, 1, true)
  end)

  it("ends with 2 and writes nothing on wrong usage", function()
    for _, arguments in ipairs { "--no-such", "--jobs 0", "--offsets bits", "--format nothing", "--site nowhere",
      "--rules /none.lua", "--format" } do
      local output, errors, status = run(arguments, "text")
      assert.equal(2, status, arguments)
      assert.equal("", output, arguments)
      assert.matches("^quoth: ", errors)
    end
  end)

  it("writes a file all or nothing", function()
    local path = folder .. "/out.csv"
    local _, _, status = run("-f csv -o " .. path, '"No," said Bo Li.')
    assert.equal(0, status)
    assert.matches("Bo Li", helper.read(path), 1, true)
    assert.equal(1, #helper.files(folder .. "/out.csv*"))
    _, _, status = run("-f csv -o " .. folder .. "/no/such/out.csv", "text")
    assert.equal(2, status)
  end)

  it("writes to a device without putting a file in its place", function()
    local _, errors, status = run("-f csv -o /dev/full", '"No," said Bo Li.')
    assert.equal(1, status)
    assert.matches("/dev/full", errors, 1, true)
    assert.is_truthy(os.execute "test -c /dev/full")
  end)

  it("counts offsets in the unit asked for", function()
    local text = 'Zoë: "No," said Bo Li.'
    assert.matches('"start": 6', run("", text), 1, true)
    assert.matches('"start": 5', run("--offsets codepoint", text), 1, true)
  end)

  it("reads pages, alone and in NDJSON, and counts offsets in the page where asked", function()
    if not require "quoth.html".available then return pending "this build reads no HTML" end
    local body = '<p>&ldquo;It rained,&rdquo; said Bo Li, who had been out on the pier with his boat since the morning.</p>'
    local path = write("page.html", "<!doctype html><title>Rain</title>" .. body)
    local output = run(path .. " --url https://herald.example/1")
    assert.matches('"title": "Rain"', output, 1, true)
    assert.matches('"url": "https://herald.example/1"', output, 1, true)
    assert.matches('"text": "“It rained,” said Bo Li, who', output, 1, true)
    assert.matches('{"start": 0, "end": 16, "text": "“It rained,”"}', output, 1, true)
    output = run("--offsets-in html", helper.read(path))
    assert.matches('"offsets_in": "html"', output, 1, true)
    assert.matches('{"start": 37, "end": 61, "text": "“It rained,”", "in_text": {"start": 0, "end": 16}}', output, 1, true)
    local line = ('{"id":1,"url":"https://herald.example/1","html":"%s"}\n'):format(body)
    local whole, errors, status = run("--from ndjson --jobs 2", line:rep(3))
    assert.equal("", errors)
    assert.equal(0, status)
    local count = select(2, whole:gsub('"text":"“It rained,” said Bo Li', ""))
    assert.equal(3, count)
    line = '{"html":"<meta charset=windows-1252><p>“Zoë,” said Bo Li, who had been out on the pier since the morning.</p>"}\n'
    assert.matches('"text":"“Zoë,” said', run("--from ndjson -f ndjson", line), 1, true)
    assert.matches("“Zoë,”", run("--from ndjson -f csv", line), 1, true)
    assert.equal(2, select(3, run("--offsets-in html -f csv", "text")))
  end)

  it("uses no colour in a pipe", function()
    local output = run("-f text", '"No," said Bo Li.')
    assert.is_nil(output:find("\27", 1, true))
    assert.matches("Bo Li", output, 1, true)
  end)

  it("writes the files of several documents into a folder, for formats that have them", function()
    local a, b = write("one.txt", '"No," said Bo Li.'), write("two.txt", '"Yes," said Ana Roa.')
    local _, errors, status = run(("-f brat -o %s/corpus/ %s %s"):format(folder, a, b))
    assert.equal(0, status, errors)
    assert.matches("Bo Li", helper.read(folder .. "/corpus/one.ann"), 1, true)
    assert.equal('"Yes," said Ana Roa.', helper.read(folder .. "/corpus/two.txt"))
    _, errors, status = run(("-f brat %s %s"):format(a, b))
    assert.equal(1, status)
    assert.matches("two.txt: .*give %-%-output FOLDER/", errors)
    _, errors, status = run(("-f csv -o %s/corpus %s"):format(folder, a))
    assert.equal(2, status)
    assert.matches("corpus is a folder, and format csv writes one file", errors, 1, true)
  end)

  it("takes options of the format, and tells which there are", function()
    local output, _, status = run("-f csv --format-option table=mentions", '"No," said Bo Li.')
    assert.equal(0, status)
    assert.matches("^document,entity,type,kind,text,", output)
    for _, option in ipairs { "tables=x", "table=x", "table" } do
      local errors
      output, errors, status = run("-f csv --format-option " .. option, "text")
      assert.equal(2, status)
      assert.equal("", output)
      assert.matches("table", errors)
    end
  end)

  it("writes NDJSON in any format, and names the line that is none", function()
    local lines = '{"id":"a\\n\\u0001","text":"\\"No,\\" said Bo Li."}\nnot json\n{"text":"\\"Yes,\\" said Ana Roa."}\n'
    local output, errors, status = run("--from ndjson -f csv", lines)
    assert.equal(1, status)
    assert.matches("%-:2: ", errors)
    assert.matches('"a\n\239\191\189",1,direct', output, 1, true)
    assert.matches("Ana Roa", output, 1, true)
  end)

  it("drops the document that a format fails on, and goes on", function()
    local format = write("fails.lua", [[return { name = "fails", render = function(doc, out)
      out:write "half"
      if doc:count "quotes" == 0 then error "no quotes" end
      out:write "whole\n" end }]])
    local a, b = write("none.txt", "It rained."), write("some.txt", '"No," said Bo Li.')
    local output, errors, status = run(("-f %s %s %s"):format(format, a, b))
    assert.equal(1, status)
    assert.equal("halfwhole\n", output)
    assert.matches("none.txt: format fails: .*fails.lua:3: no quotes", errors)
  end)

  it("lists what there is", function()
    for what, wanted in pairs { formats = "ndjson", sites = "wire", rules = "wire", types = "organization" } do
      local output, _, status = run("--list " .. what)
      assert.equal(0, status)
      assert.matches(wanted, output, 1, true)
    end
    assert.matches("Usage: quoth", (run "--help"), 1, true)
  end)
end)
