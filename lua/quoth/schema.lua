--- What a rule file may hold, and checks that say where it does not fit.
--
-- A shape is a table: kind ("string", "number", "boolean", "list", "map",
-- "record", "edit"), and for containers `of` (the shape of each value) or
-- `fields`. An "edit" is a list, or a record {add = list, remove = list}.
local schema = {}

local text = { kind = "string" }
local flag = { kind = "boolean" }
local texts = { kind = "list", of = text }
local edit = { kind = "edit", of = text }

local expected_quote = { kind = "record", fields = {
  by = text, cue = text, type = { kind = "string", one_of = { "direct", "indirect", "mixed" } },
}, first = text }

--- The shape of a rule file.
schema.rule = { kind = "record", fields = {
  name = { kind = "string", needed = true },
  version = { kind = "number" },
  date = text,
  base = text,
  description = text,
  match = { kind = "record", fields = { host = texts, has = text } },
  title = edit, byline = edit, published = edit, publisher = edit, address = edit,
  body = edit, drop = edit, pull = edit, caption = edit, deck = edit,
  need = { kind = "number" },
  quotes = { kind = "list", of = { kind = "record", fields = {
    open = { kind = "string", needed = true }, close = { kind = "string", needed = true },
  } } },
  verbs = { kind = "record", fields = {
    add = texts, remove = texts, lemma = { kind = "map", of = texts },
  } },
  names = { kind = "map", of = { kind = "names" } },
  never = edit,
  patterns = { kind = "list", of = { kind = "record", fields = {
    regex = { kind = "string", needed = true },
    action = { kind = "string", one_of = { "drop", "mark" }, needed = true },
    label = text,
  } } },
  test = { kind = "list", of = { kind = "record", fields = {
    text = text, html = text, title = text, byline = text, published = text, present = texts,
    quotes = { kind = "list", of = expected_quote },
    entities = { kind = "list", of = { kind = "record", fields = { name = text, type = text } } },
    absent = texts, exact = flag,
  } } },
} }

-- A check returns true; or nil, what is wrong, and where: the path of keys, which is put
-- together on the way out, so that a value that fits costs no string.
local check

local function wrong(wanted, found)
  return nil, ("expected %s, found %s"):format(wanted, type(found) == "string" and ("%q"):format(found) or type(found)), ""
end

-- What a check of value[key] returned, seen from value.
local function within(key, good, message, path)
  if good then return true end
  if type(key) == "number" then key = ("[%d]"):format(key)
  else key = "." .. tostring(key) end
  return nil, message, key .. path
end

local function check_list(shape, value)
  if type(value) ~= "table" then return wrong("a list", value) end
  for key, item in pairs(value) do
    if type(key) ~= "number" or key < 1 or key > #value then return within(key, wrong("a list without keys", item)) end
    local good, message, path = check(shape.of, item)
    if not good then return within(key, nil, message, path) end
  end
  return true
end

local function check_map(shape, value)
  if type(value) ~= "table" then return wrong("a table", value) end
  for key, item in pairs(value) do
    if type(key) ~= "string" then return within(key, wrong("a name as key", item)) end
    local good, message, path = check(shape.of, item)
    if not good then return within(key, nil, message, path) end
  end
  return true
end

-- The names of the fields, for a message.
local function field_list(fields)
  local names = {}
  for name in pairs(fields) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ", ")
end

local function check_record(shape, value)
  if type(value) ~= "table" then return wrong("a table", value) end
  for key, item in pairs(value) do
    local field = shape.fields[key] or (key == 1 and shape.first)
    if not field then return within(key, nil, "unknown key; known are " .. field_list(shape.fields), "") end
    local good, message, path = check(field, item)
    if not good then return within(key, nil, message, path) end
  end
  for key, field in pairs(shape.fields) do
    if field.needed and value[key] == nil then return within(key, nil, "is missing", "") end
  end
  return true
end

local function check_edit(shape, value)
  if type(value) ~= "table" then return wrong("a list or {add = …, remove = …}", value) end
  if value.add == nil and value.remove == nil then return check_list(shape, value) end
  local part = { kind = "list", of = shape.of }
  return check_record({ fields = { add = part, remove = part } }, value)
end

-- A list of names, or canonical = list of names: { "Bo Xu", ["The Herald"] = { "Herald" } }
local function check_names(_, value)
  if type(value) ~= "table" then return wrong("a list of names", value) end
  for key, item in pairs(value) do
    local good, message, path = check(type(key) == "number" and text or texts, item)
    if not good then return within(key, nil, message, path) end
  end
  return true
end

local checks = { list = check_list, map = check_map, record = check_record, edit = check_edit, names = check_names }

function check(shape, value)
  if checks[shape.kind] then return checks[shape.kind](shape, value) end
  if type(value) ~= shape.kind then return wrong("a " .. shape.kind, value) end
  if shape.kind == "string" and value:find("\0", 1, true) then return nil, "holds a NUL byte", "" end
  if not shape.one_of then return true end
  for _, allowed in ipairs(shape.one_of) do
    if value == allowed then return true end
  end
  return wrong("one of " .. table.concat(shape.one_of, ", "), value)
end

--- Checks a rule table; file names it in the message. Returns true, or nil and a message
-- that names the key: "mine.lua: patterns[2].regex: expected a string, found table".
function schema.check_rule(rule, file)
  local good, message, path = check(schema.rule, rule)
  if good then return true end
  return nil, ("%s: %s: %s"):format(file, path:sub(2), message)
end

return schema
