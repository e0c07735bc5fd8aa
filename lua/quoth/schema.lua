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

local check

local function wrong(path, wanted, found)
  return nil, ("%s: expected %s, found %s"):format(path, wanted, type(found) == "string" and ("%q"):format(found) or type(found))
end

local function join(path, key)
  if type(key) == "number" then return ("%s[%d]"):format(path, key) end
  return path == "" and tostring(key) or path .. "." .. tostring(key)
end

local function check_list(shape, value, path)
  if type(value) ~= "table" then return wrong(path, "a list", value) end
  for key, item in pairs(value) do
    if type(key) ~= "number" or key < 1 or key > #value then return wrong(join(path, key), "a list without keys", item) end
    local good, message = check(shape.of, item, join(path, key))
    if not good then return nil, message end
  end
  return true
end

local function check_map(shape, value, path)
  if type(value) ~= "table" then return wrong(path, "a table", value) end
  for key, item in pairs(value) do
    if type(key) ~= "string" then return wrong(join(path, key), "a name as key", item) end
    local good, message = check(shape.of, item, join(path, key))
    if not good then return nil, message end
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

local function check_record(shape, value, path)
  if type(value) ~= "table" then return wrong(path, "a table", value) end
  for key, item in pairs(value) do
    local field = shape.fields[key] or (key == 1 and shape.first)
    if not field then
      return nil, ("%s: unknown key; known are %s"):format(join(path, key), field_list(shape.fields))
    end
    local good, message = check(field, item, join(path, key))
    if not good then return nil, message end
  end
  for key, field in pairs(shape.fields) do
    if field.needed and value[key] == nil then return nil, ("%s: is missing"):format(join(path, key)) end
  end
  return true
end

local function check_edit(shape, value, path)
  if type(value) ~= "table" then return wrong(path, "a list or {add = …, remove = …}", value) end
  if value.add == nil and value.remove == nil then return check_list(shape, value, path) end
  local part = { kind = "list", of = shape.of }
  return check_record({ fields = { add = part, remove = part } }, value, path)
end

-- A list of names, or canonical = list of names: { "Bo Xu", ["The Herald"] = { "Herald" } }
local function check_names(_, value, path)
  if type(value) ~= "table" then return wrong(path, "a list of names", value) end
  for key, item in pairs(value) do
    local good, message = check(type(key) == "number" and text or texts, item, join(path, key))
    if not good then return nil, message end
  end
  return true
end

local checks = { list = check_list, map = check_map, record = check_record, edit = check_edit, names = check_names }

--- Checks a value against a shape. Returns true, or nil and a message that names
-- the key ("patterns[2].regex: expected a string, found table").
function check(shape, value, path)
  if checks[shape.kind] then return checks[shape.kind](shape, value, path) end
  if type(value) ~= shape.kind then return wrong(path, "a " .. shape.kind, value) end
  if shape.kind == "string" and value:find("\0", 1, true) then return nil, path .. ": holds a NUL byte" end
  if not shape.one_of then return true end
  for _, allowed in ipairs(shape.one_of) do
    if value == allowed then return true end
  end
  return wrong(path, "one of " .. table.concat(shape.one_of, ", "), value)
end

--- Checks a rule table; file names it in the message.
function schema.check_rule(rule, file)
  local good, message = check(schema.rule, rule, "")
  if good then return true end
  return nil, file .. ": " .. message
end

return schema
