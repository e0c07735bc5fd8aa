--- Output formats. docs/formats.md is the manual.
--
-- A format is a Lua file that returns a table:
--   name, description, media_type   strings
--   independent                     true where what it writes of a document depends on no
--                                   other one, so that threads may write them (optional)
--   files                           true where it writes several files (optional)
--   database                        true where it writes SQL for SQLite (optional)
--   options                         by name {type=, default=, one_of=, description=} (optional)
-- and either
--   render(doc, out, options)       writes a document
-- or any of
--   document(doc, out, options)               for each document
--   entity(entity, out, options, doc)         for each of its entities
--   mention(mention, out, options, entity, doc)   for each mention, behind its entity
--   quote(quote, out, options, doc)           for each quote
-- and, with both, begin(out, options) before the first document and finish(out,
-- options) after the last one. `out` is a writer (src/lua/writer.c); what a format
-- must remember between documents it keeps in `out.state`, a table that is its own.
-- read(text, options), where a format has it, gives documents back; see formats.read.
local session = require "quoth.formats.session"

local formats = {}

--- The built-in formats' names, in the order that lists show them.
formats.names = {
  "text", "json", "ndjson", "csv", "tsv", "markdown", "html", "tei", "nitf", "ninjs", "jsonld", "webannotation", "turtle",
  "brat", "iob2", "conllu", "inception", "labelstudio", "prodigy", "doccano", "sqlite", "gexf", "dot",
}

--- The folders in which a name that is not built in is looked for as NAME.lua:
-- those of $QUOTH_FORMATS, parted by ":", then quoth/formats in the user's configuration.
formats.folders = {}
for folder in (os.getenv "QUOTH_FORMATS" or ""):gmatch "[^:]+" do formats.folders[#formats.folders + 1] = folder end
local config = os.getenv "XDG_CONFIG_HOME" or os.getenv "HOME" and os.getenv "HOME" .. "/.config"
if config then formats.folders[#formats.folders + 1] = config .. "/quoth/formats" end

local EVENTS = { "document", "entity", "mention", "quote" }
local CALLBACKS = { "render", "begin", "finish", "read", "document", "entity", "mention", "quote" }
local OPTION_TYPES = { string = true, number = true, boolean = true }

local function wrong(name, message, ...) return nil, name .. ": " .. message:format(...), "format" end

local function check_options(options, name)
  if type(options) ~= "table" then return wrong(name, "options is a table of options by name, not a %s", type(options)) end
  for key, option in pairs(options) do
    if type(option) ~= "table" or not OPTION_TYPES[option.type] then
      return wrong(name, "options.%s.type is \"string\", \"number\" or \"boolean\"", tostring(key))
    end
  end
  return true
end

-- Is it a table that has what a format needs?
local function check(format, name)
  if type(format) ~= "table" then return wrong(name, "a format file returns a table, not a %s", type(format)) end
  local any = format.render
  for _, event in ipairs(EVENTS) do any = any or format[event] end
  if not any then return wrong(name, "the format has no function 'render', and none of %s", table.concat(EVENTS, ", ")) end
  for _, callback in ipairs(CALLBACKS) do
    if format[callback] ~= nil and type(format[callback]) ~= "function" then
      return wrong(name, "%s is a function, not a %s", callback, type(format[callback]))
    end
  end
  local good, message, code = check_options(format.options or {}, name)
  if not good then return nil, message, code end
  return format
end

local function readable(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

local function in_folders(name)
  for _, folder in ipairs(formats.folders) do
    local path = ("%s/%s.lua"):format(folder, name)
    if readable(path) then return path end
  end
end

local function load_file(path)
  local format, message = require("quoth.formats.confine").load(path)
  if format == nil and message then return nil, message, "format" end
  return check(format, path)
end

--- Finds a format: a built-in name, the path of a Lua file (with a slash or the
-- ending .lua), the name of a file in one of formats.folders, or a table. A file is
-- run with nothing but Lua's harmless functions: see quoth.formats.confine. Returns
-- the format, or nil, message, code.
function formats.find(name)
  if type(name) == "table" then return check(name, tostring(name.name or "format")) end
  if type(name) ~= "string" then error(("a format is a name or a table, not a %s"):format(type(name)), 2) end
  for _, known in ipairs(formats.names) do
    if name == known then return require("quoth.formats." .. name) end
  end
  if name:find "/" or name:find "%.lua$" then return load_file(name) end
  local path = in_folders(name)
  if path then return load_file(path) end
  return nil, ("no format is called '%s'; known are %s, and paths of Lua files"):format(name, table.concat(formats.names, ", ")), "format"
end

-- The names of the files *.lua of a folder.
local function names_in(folder)
  local pipe, names = io.popen(("ls -1 '%s' 2>/dev/null"):format(folder:gsub("'", "'\\''"))), {}
  for name in pipe and pipe:lines() or function() end do names[#names + 1] = name:match "^(.+)%.lua$" end
  if pipe then pipe:close() end
  return names
end

--- What is available: a list of {name, description}, the built-in ones first. A file
-- in formats.folders that is no format has what is wrong as its description.
function formats.list()
  local list, seen = {}, {}
  local function add(name)
    if seen[name] then return end
    local format, message = formats.find(name)
    list[#list + 1], seen[name] = { name = name, description = format and format.description or message or "" }, true
  end
  for _, name in ipairs(formats.names) do add(name) end
  for _, folder in ipairs(formats.folders) do
    for _, name in ipairs(names_in(folder)) do add(name) end
  end
  return list
end

-- A value given as text, as the type that the option has; nil: it is no such value.
local function convert(option, text)
  if type(text) == option.type then return text end
  if option.type == "number" then return tonumber(text) end
  if option.type == "boolean" then return ({ yes = true, ["true"] = true, no = false, ["false"] = false })[text] end
end

local function known_options(format)
  local list = {}
  for key, option in pairs(format.options or {}) do
    local what = option.one_of and table.concat(option.one_of, "|") or option.type
    list[#list + 1] = ("%s=%s (%s)"):format(key, what, option.description or "")
  end
  table.sort(list)
  return #list > 0 and "it knows " .. table.concat(list, ", ") or "it knows none"
end

local function is_one_of(option, value)
  if not option.one_of then return true end
  for _, allowed in ipairs(option.one_of) do
    if allowed == value then return true end
  end
  return false
end

--- The options of a format: those given, by name, as text or as values, and the
-- defaults of the others. Returns the table, or nil, message, code.
function formats.options(format, given)
  local values = {}
  for key, option in pairs(format.options or {}) do values[key] = option.default end
  for key, text in pairs(given) do
    local option = (format.options or {})[key]
    if not option then return wrong(format.name or "format", "no option '%s': %s", key, known_options(format)) end
    local value = convert(option, text)
    if value == nil or not is_one_of(option, value) then
      local wanted = option.one_of and "one of " .. table.concat(option.one_of, ", ") or "a " .. option.type
      return wrong(format.name or "format", "option %s is %s, not '%s'", key, wanted, tostring(text))
    end
    values[key] = value
  end
  return values
end

--- Begins an output: formats.start("csv", options, target). options: those of the
-- format beside those of all formats (offsets, with_text, explain, colour, columns).
-- target: see quoth.formats.session. Returns a session, or nil, message, code.
function formats.start(name, options, target)
  local format, message, code = formats.find(name)
  if not format then return nil, message, code end
  local all = {}
  for key, option in pairs(format.options or {}) do all[key] = option.default end
  for key, value in pairs(options or {}) do all[key] = value end
  return session.new(format, all, target)
end

--- Renders a list of documents in a format. A format that writes several files puts
-- their texts by name into the table options.files, if that is there. Returns the
-- string, or nil, message, code.
function formats.render(name, docs, options)
  local run, message, code = formats.start(name, options)
  if not run then return nil, message, code end
  for _, doc in ipairs(docs) do
    local good
    good, message, code = run:document(doc)
    if not good then return nil, message, code end
  end
  return run:finish()
end

--- Reads what a format wrote: a list of documents, each a table as doc:table() gives
-- it, as far as the format tells. options are the format's own. Returns nil, message,
-- code where the text is not of the format, or where the format cannot be read.
function formats.read(name, text, options)
  local format, message, code = formats.find(name)
  if not format then return nil, message, code end
  if not format.read then return wrong(format.name or "format", "this format is not read") end
  return format.read(text, options or {})
end

return formats
