--- What a thread of the command does with a record that the core alone cannot read:
-- HTML, or a text whose address may have rules of its own. See src/cli/batch_module.c.
local json = require "quoth.formats.json"
local quoth = require "quoth"

local worker = {}

-- A value as Lua source.
local function source(value)
  if type(value) ~= "table" then return ("%q"):format(value) end
  local fields = {}
  for key, item in pairs(value) do fields[#fields + 1] = ("[%q]=%s"):format(key, source(item)) end
  return "{" .. table.concat(fields, ",") .. "}"
end

--- What a worker needs to know, as Lua source; values are the command's options.
function worker.setup(values)
  return "return " .. source {
    engine = { site = values.site, rules = values.rules, gazetteers = values.gazetteer, trust = values.trust },
    format = {
      offsets = values.offsets, offsets_in = values["offsets-in"], with_text = values["with-text"], explain = values.explain,
    },
  }
end

--- Says of a record without text that it is a page. JSON is UTF-8, so its page is, too,
-- whatever the page says.
function worker.as_page(record)
  if not record.text then record.from, record.charset = "html", "utf-8" end
end

--- The reader of one thread: a function from record to a line of JSON, or nil, message.
function worker.reader(setup)
  local engine = assert(quoth.new(setup.engine))
  return function(record)
    worker.as_page(record)
    local doc, message = engine:extract(record.text or record.html, record)
    if not doc then return nil, message end
    local line
    line, message = doc:json(json.document_options(doc, setup.format, false))
    doc:close()
    return line, message
  end
end

return setmetatable(worker, { __call = function(_, setup) return worker.reader(setup) end })
