-- Gazetteers and models through the command and the module: compiled, mapped, used, refused.
local helper = require "tests.spec.helper"
local quoth = require "quoth"

local LIST = "[entity.ship fold-case]\nPolar Star\tMS Polar Star\tS-1\n[person]\nMara Lund\n"
local TEXT = "The polar star sank, Mara Lund said.\n"

local folder

local function path(name) return folder .. "/" .. name end

local function write(name, text)
  local file = assert(io.open(path(name), "wb"))
  file:write(text)
  file:close()
  return path(name)
end

-- Runs the command; gives what it writes to both outputs, and its exit status.
local function run(arguments)
  local pipe = assert(io.popen(("%s %s 2>&1"):format(helper.command, arguments)))
  local output = pipe:read "a"
  local _, _, status = pipe:close()
  return output, status
end

local function names_of(doc)
  local names = {}
  for entity in doc:entities() do names[#names + 1] = ("%s %s %s"):format(entity.type, entity.name, entity.ref or "-") end
  return table.concat(names, "; ")
end

describe("gazetteers", function()
  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    write("list.txt", LIST)
    local output, status = run(("--compile-gazetteer -o %s %s"):format(path "names.gaz", path "list.txt"))
    assert.equal("", output)
    assert.equal(0, status)
  end)
  teardown(function() os.execute("rm -r " .. folder) end)

  it("serve the command, with and without threads", function()
    local text = write("a.txt", TEXT)
    local output = run(("--gazetteer %s -f json %s"):format(path "names.gaz", text))
    assert.matches('"type": "ship",%s+"name": "MS Polar Star"', output)
    assert.matches('"ref": "S-1"', output, 1, true)
    local lines = write("a.ndjson", ('{"text":"%s"}\n{"html":"<p>%s</p>"}\n'):format(TEXT:gsub("\n", ""), TEXT:gsub("\n", "")))
    output = run(("--gazetteer %s --jobs 2 -f ndjson %s"):format(path "names.gaz", lines))
    local _, found = output:gsub('"ref":"S%-1"', "")
    assert.equal(2, found)
  end)

  it("serve engines, which keep them mapped", function()
    local engine = assert(quoth.new { gazetteers = { path "names.gaz" } })
    collectgarbage()
    local doc <close> = assert(engine:extract(TEXT))
    assert.equal("ship MS Polar Star S-1; person Mara Lund -", names_of(doc))
  end)

  it("lose against rules", function()
    local engine = assert(quoth.new {
      gazetteers = { path "names.gaz" }, rules = { { name = "mine", names = { work = { "Polar Star" } }, never = { "Mara Lund" } } },
    })
    local doc <close> = assert(engine:extract("The Polar Star sank, Mara Lund said."))
    assert.equal("work Polar Star -", names_of(doc))
  end)

  it("are refused when they are none, with their path", function()
    local engine, message, code = quoth.new { gazetteers = { path "list.txt" } }
    assert.is_nil(engine)
    assert.equal("model", code)
    assert.matches("list.txt: not a quoth data file", message, 1, true)
    engine, message, code = quoth.new { gazetteers = { path "none.gaz" } }
    assert.is_nil(engine)
    assert.equal("file", code)
    assert.matches("none.gaz: No such file", message, 1, true)
  end)

  it("are not written from a list with an error", function()
    write("bad.txt", "[person]\nMara Lund\n[persons]\n")
    local output, status = run(("--compile-gazetteer -o %s %s"):format(path "bad.gaz", path "bad.txt"))
    assert.equal(1, status)
    assert.matches("bad.txt:3: names of 'persons' are unknown", output, 1, true)
    assert.is_nil(io.open(path "bad.gaz"))
    output, status = run("--compile-gazetteer " .. path "list.txt")
    assert.equal(2, status)
    assert.matches("needs -o FILE", output, 1, true)
  end)
end)

describe("models", function()
  local ARTICLE = "Mara Lund, who heads the union, said on Sunday that the strike was over."
  local MODEL = "model/en/attribution.bin"
  local lines

  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    lines = write("a.ndjson", ('{"text":"%s"}\n'):format(ARTICLE):rep(3))
    write("bad.bin", helper.read(MODEL):gsub("\1", "\2", 1))
  end)
  teardown(function() os.execute("rm -r " .. folder) end)

  it("take the place of those built in", function()
    local models = { "model/en/pos.bin", MODEL, "model/en/confidence.bin", "model/en/entities.bin" }
    local doc <close> = assert(quoth.extract(ARTICLE))
    local same <close> = assert(quoth.extract(ARTICLE, { models = models }))
    assert.equal(doc:render "json", same:render "json")
    for jobs = 1, 2 do
      assert.equal(run("-f ndjson " .. lines), run(("--model %s --jobs %d -f ndjson %s"):format(MODEL, jobs, lines)))
    end
  end)

  it("are refused when they are damaged, with their path", function()
    local engine, message, code = quoth.new { models = { path "bad.bin" } }
    assert.is_nil(engine)
    assert.equal("model", code)
    assert.matches("bad.bin: the model file is damaged", message, 1, true)
    for jobs = 1, 2 do
      local output, status = run(("--model %s --jobs %d -f ndjson %s"):format(path "bad.bin", jobs, lines))
      assert.not_equal(0, status)
      assert.matches("bad.bin: the model file is damaged", output, 1, true)
    end
  end)
end)
