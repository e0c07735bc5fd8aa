--- Functions of the user that run before and after a text is read. They are no part of a
-- rule, which is data: a file of hooks can do all that Lua can, and is run only where
-- somebody says that it is trusted (--trust FILE, or quoth.new{ trust = … }).
--
-- A file returns a table with any of
--   before(input, meta)   the text or page as it came; returns what is read in its place,
--                         or nil to leave it. Offsets index what is returned.
--   after(doc, meta)      the document (quoth.doc) and its meta data, before it is given out
-- Both may change meta: title, byline, date, url, site, warnings; members, further members
-- of the output as JSON; and look at meta.from, "html" for a page.
local hooks = {}

local NAMES = { before = true, after = true }

local function check(table_of, name)
  if type(table_of) ~= "table" then return nil, name .. ": a file of hooks returns a table", "hook" end
  for key, value in pairs(table_of) do
    if not NAMES[key] or type(value) ~= "function" then
      return nil, ("%s: %s: hooks are functions called before and after"):format(name, tostring(key)), "hook"
    end
  end
  return { name = name, before = table_of.before, after = table_of.after }
end

--- Loads hooks: a file, which is run, or a table of functions. Returns nil, message, code
-- where that fails.
function hooks.load(source)
  if type(source) == "table" then return check(source, "hooks") end
  if type(source) ~= "string" then error("hooks are a file name or a table", 2) end
  local chunk, message = loadfile(source)
  if not chunk then return nil, message, "hook" end
  local good, value = pcall(chunk)
  if not good then return nil, ("%s: %s"):format(source, tostring(value)), "hook" end
  return check(value, source)
end

-- Calls one hook; true and its value, or nil, message, code.
local function call(hook, name, ...)
  if not hook[name] then return true end
  local good, value = pcall(hook[name], ...)
  if good then return true, value end
  return nil, ("%s: %s: %s"):format(hook.name, name, tostring(value)), "hook"
end

--- Runs all `before` in order; returns the input to read, or nil, message, code.
function hooks.before(list, input, meta)
  for _, hook in ipairs(list) do
    local good, value, code = call(hook, "before", input, meta)
    if not good then return nil, value, code end
    if value ~= nil and type(value) ~= "string" then
      return nil, ("%s: before: returned a %s, not a string"):format(hook.name, type(value)), "hook"
    end
    input = value or input
  end
  return input
end

--- Runs all `after` in order; returns the document, or nil, message, code.
function hooks.after(list, doc)
  for _, hook in ipairs(list) do
    local good, message, code = call(hook, "after", doc, doc:meta())
    if not good then
      doc:close()
      return nil, message, code
    end
  end
  return doc
end

return hooks
