local formats = require "quoth.formats"
local helper = require "tests.spec.helper"

-- Confidence is the model's, and changes whenever that is trained.
local function without_confidence(text) return (text:gsub("0%.%d+", "0.X"):gsub("1%.00", "0.X")) end

describe("docs/format-samples.md", function()
  local function made()
    local pipe = assert(io.popen("QUOTH_FORMATS= XDG_CONFIG_HOME=/none tests/format_samples.sh " .. helper.build))
    local text = pipe:read "a"
    pipe:close()
    return text
  end

  it("shows what the command prints", function()
    local wanted = without_confidence(helper.read "docs/format-samples.md")
    assert.equal(wanted, without_confidence(made()), "read what changed; tests/format_samples.sh > docs/format-samples.md")
  end)

  it("has each format, and docs/formats.md tells of it", function()
    local samples, manual = helper.read "docs/format-samples.md", helper.read "docs/formats.md"
    for _, name in ipairs(formats.names) do
      assert.truthy(samples:find("\n## " .. name .. "\n", 1, true), name)
      assert.truthy(manual:find("`" .. name .. "`", 1, true), name)
      for key in pairs(assert(formats.find(name)).options or {}) do
        assert.truthy(manual:find("`" .. key, 1, true), name .. " " .. key)
      end
    end
  end)
end)
