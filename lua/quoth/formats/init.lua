--- Output formats. docs/formats.md is the manual.
--
-- A format is a Lua file that returns a table:
--   name, description, media_type   strings
--   begin(out, options)             before the first document (optional)
--   document(doc, out, options)     for each document
--   finish(out, options)            after the last one (optional)
-- `out:write(...)` takes strings. A format keeps what it must remember between
-- documents in `out.state`, a table that is its own.
local formats = {}

--- The built-in formats' names, in the order that lists show them.
formats.names = { "text", "json", "ndjson", "csv", "tsv", "markdown", "dot" }

local Buffer = {}
Buffer.__index = Buffer

function Buffer:write(...)
  for i = 1, select("#", ...) do self[#self + 1] = (select(i, ...)) end
  return self
end

-- Is it a table that has what a format needs?
local function check(format, name)
  if type(format) ~= "table" then return nil, ("%s: a format file returns a table, not a %s"):format(name, type(format)), "format" end
  if type(format.document) ~= "function" then return nil, name .. ": the format has no function 'document'", "format" end
  return format
end

--- Finds a format: a built-in name, the path of a Lua file (with a slash or the
-- ending .lua), or a table. Such a file is the caller's own program: it is run
-- unconfined. Returns the format, or nil, message, code.
function formats.find(name)
  if type(name) == "table" then return check(name, tostring(name.name or "format")) end
  if type(name) ~= "string" then error(("a format is a name or a table, not a %s"):format(type(name)), 2) end
  for _, known in ipairs(formats.names) do
    if name == known then return require("quoth.formats." .. name) end
  end
  if not name:find "/" and not name:find "%.lua$" then
    return nil, ("no format is called '%s'; known are %s, and paths of Lua files"):format(name, table.concat(formats.names, ", ")), "format"
  end
  local chunk, message = loadfile(name)
  if not chunk then return nil, message, "format" end
  local good, format = pcall(chunk)
  if not good then return nil, ("%s: %s"):format(name, tostring(format)), "format" end
  return check(format, name)
end

--- A writer that collects what is written; tostring() gives it.
function formats.buffer()
  return setmetatable({ state = {} }, { __index = Buffer, __tostring = function(self) return table.concat(self) end })
end

--- Renders a list of documents in a format. Returns the string, or nil, message, code.
function formats.render(name, docs, options)
  local format, message, code = formats.find(name)
  if not format then return nil, message, code end
  local out = formats.buffer()
  options = options or {}
  if format.begin then format.begin(out, options) end
  for _, doc in ipairs(docs) do format.document(doc, out, options) end
  if format.finish then format.finish(out, options) end
  return tostring(out)
end

return formats
