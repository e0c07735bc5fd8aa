-- The worked example of docs/rules.md, run as it stands there.
local helper = require "tests.spec.helper"
local html = require "quoth.html"

local doc = helper.read "docs/rules.md"

local function block(name) return assert(doc:match(("<!%%-%%- %s %%-%%->\n```%%l+\n(.-)```"):format(name:gsub("%p", "%%%0")))) end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

describe("docs/rules.md", function()
  it("has an example that does what it says", function()
    if not html.available then return pending "this build reads no HTML" end
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    for _, name in ipairs { "page.html", "herald.lua" } do write(folder .. "/" .. name, block(name)) end
    local pipe = assert(io.popen "pwd")
    local command = helper.command:sub(1, 1) == "/" and helper.command or pipe:read "*l" .. "/" .. helper.command
    pipe:close()
    local count = 0
    for line, expected in block "run":gmatch "%$ quoth ([^\n]+)\n([^$]*)" do
      pipe = assert(io.popen(("cd %s && %s %s 2>&1"):format(folder, command, line)))
      assert.equal(expected, pipe:read "*a", line)
      pipe:close()
      count = count + 1
    end
    assert.is_true(count >= 4)
    os.execute("rm -r " .. folder)
  end)
  it("names every key of the schema, and each key it names is there", function()
    for key in pairs(require "quoth.schema".rule.fields) do
      assert.is_truthy(doc:find("`" .. key .. "`", 1, true), key)
    end
  end)
end)
