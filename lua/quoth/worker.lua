--- What a thread of the command does with a record that the core alone cannot read:
-- HTML, or a text whose address may have rules of its own; and, where the output is no
-- JSON, with every record. See src/cli/batch_module.c.
local formats = require "quoth.formats"
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

--- What a worker needs to know, as Lua source; values are the command's options. To write
-- another format than JSON: its name or path, its options, and the name of the input.
function worker.setup(values, format, options, name)
  return "return " .. source {
    write = format and { format = format, options = options, name = name, url = values.url },
    engine = {
      site = values.site, rules = values.rules, gazetteers = values.gazetteer, models = values.model, trust = values.trust,
    },
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

-- The text of an id: JSON as quoth.batch writes it, where it is a string.
local ESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local function json_text(value)
  local text = value:match '^"(.*)"$'
  if not text then return value end
  text = text:gsub("\\u00(%x%x)", function(code) return ("\\%c"):format(tonumber(code, 16)) end)
  return (text:gsub("\\(.)", function(letter) return ESCAPES[letter] or letter end))
end

--- Gives a record its id: its own, or where it stands.
function worker.identify(record, name, line)
  record.id = record.id_json and json_text(record.id_json) or ("%s:%d"):format(name, line)
end

--- The writer of one thread: a function from record to what the format says of it, or nil,
-- message. What the format begins and ends with is left to the command.
function worker.writer(setup)
  local engine, parts, write = assert(quoth.new(setup.engine)), {}, setup.write
  local run = assert(formats.start(write.format, write.options, { write = function(chunk)
    parts[#parts + 1] = chunk
    return true
  end }))
  run:flush(0)
  return function(record)
    parts = {}
    worker.as_page(record)
    worker.identify(record, write.name, record.line)
    record.url = record.url or write.url
    local doc, message = engine:extract(record.text or record.html, record)
    if not doc then return nil, message end
    local good
    good, message = run:document(doc)
    doc:close()
    if not good then return nil, message end
    run:flush(0)
    return table.concat(parts)
  end
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

return setmetatable(worker, { __call = function(_, setup)
  return setup.write and worker.writer(setup) or worker.reader(setup)
end })
