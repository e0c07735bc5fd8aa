local helper = require "tests.spec.helper"

-- The README shows what the command prints; write it anew with tests/readme_sample.sh.
describe("the README", function()
  it("shows what the command prints", function()
    local shown = helper.read "README.md":match "%$ quoth tests/fixtures/wire.txt\n(.-)\n```"
    local pipe = assert(io.popen("COLUMNS=100 " .. helper.command .. " -f text tests/fixtures/wire.txt"))
    local printed = pipe:read "a"
    pipe:close()
    assert.equal((printed:gsub("%s+$", "")), shown, "read what changed, then run tests/readme_sample.sh")
  end)

  it("names no file that is not there", function()
    local text = helper.read "README.md" .. helper.read "CONTRIBUTING.md"
    for path in text:gmatch "`([%w_./-]+%.%l+)`" do
      local file = path:find "/" and io.open(path)
      if path:find "/" and not path:find "NAME" and not path:find "^build" and not path:find "^%./" then
        assert.truthy(file, path)
      end
      if file then file:close() end
    end
  end)
end)
