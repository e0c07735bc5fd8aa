--- Rules: data files that teach quoth a site's ways. docs/rules.md is the manual.
--
-- A rule file is Lua text that returns a table of plain data. It is run in a
-- sandbox (src/lua/sandbox.c) and checked against quoth.schema, so a stranger's
-- file can do nothing but be wrong.
local core = require "quoth.core"
local schema = require "quoth.schema"

local rules = {}

-- ---- reading ----

local function read_file(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message, "file" end
  local text
  text, message = file:read "*a"
  file:close()
  if not text then return nil, ("%s: %s"):format(path, message or "cannot be read"), "file" end
  return text
end

--- Evaluates rule text in the sandbox and checks it. name stands in messages.
-- Returns the rule as written, or nil, message, code.
function rules.parse(text, name)
  local rule, message, code = core.evaluate(text, "=" .. name)
  if not rule then
    if message:sub(1, #name) ~= name then message = name .. ": " .. message end
    return nil, message, code
  end
  local good
  good, message = schema.check_rule(rule, name)
  if not good then return nil, message, "rule" end
  return rule
end

-- ---- inheritance ----

local EDITS = { title = true, byline = true, published = true, body = true, drop = true, pull = true, never = true }

-- list with the edit {add, remove} applied; an edit without either replaces.
local function edited(list, edit)
  if not edit.add and not edit.remove then return edit end
  local gone, result = {}, {}
  for _, item in ipairs(edit.remove or {}) do gone[item] = true end
  for _, item in ipairs(edit.add or {}) do result[#result + 1] = item end
  for _, item in ipairs(list or {}) do
    if not gone[item] then result[#result + 1] = item end
  end
  return result
end

-- A copy of a pattern that says where it stands: for results and for messages.
local function placed(pattern, i, rule, file)
  local place = ("patterns[%d]"):format(i)
  return {
    regex = pattern.regex, action = pattern.action, label = pattern.label,
    rule = rule .. "." .. place, place = file .. ": " .. place,
  }
end

-- own with all that base has; file is where own stands.
local function merge(base, own, file)
  local result = {}
  for key, value in pairs(base) do result[key] = value end
  for key, value in pairs(own) do
    if EDITS[key] then
      result[key] = edited(base[key], value)
    elseif (key == "names" or key == "verbs") and base[key] then
      result[key] = {}
      for part, list in pairs(base[key]) do result[key][part] = list end
      for part, list in pairs(value) do
        local joined = {}
        for name, item in pairs(list) do joined[name] = item end
        for name, item in pairs(base[key][part] or {}) do
          if type(name) == "number" then joined[#joined + 1] = item
          elseif joined[name] == nil then joined[name] = item end
        end
        result[key][part] = joined
      end
    elseif key == "patterns" then
      result[key] = {}
      for _, pattern in ipairs(base[key] or {}) do result[key][#result[key] + 1] = pattern end
      for i, pattern in ipairs(value) do result[key][#result[key] + 1] = placed(pattern, i, own.name, file) end
    else
      result[key] = value
    end
  end
  result.test, result.match, result.base = own.test, own.match, nil
  return result
end

-- A rule with all that it inherits. seen holds the names on the way, to find circles.
local function resolve(rule, name, seen)
  if not rule.base then return merge({}, rule, name) end
  if seen[rule.base] then return nil, ("%s: base: '%s' inherits from itself"):format(name, rule.base), "rule" end
  seen[rule.base] = true
  local base, message, code = rules.find(rule.base, seen)
  if not base then return nil, ("%s: base: %s"):format(name, message), code end
  return merge(base, rule, name)
end

--- Loads a rule: a file name, or a table such as a rule file returns. Returns the
-- rule with all that it inherits, or nil, message, code.
function rules.load(source)
  local rule, message, code, name
  if type(source) == "table" then
    rule, name = source, tostring(source.name or "rule")
    local good
    good, message = schema.check_rule(rule, name)
    if not good then return nil, message, "rule" end
    return resolve(rule, name, {})
  end
  if type(source) ~= "string" then error("a rule is a file name or a table", 2) end
  local text
  text, message, code = read_file(source)
  if not text then return nil, message, code end
  rule, message, code = rules.parse(text, source)
  if not rule then return nil, message, code end
  return resolve(rule, source, {})
end

-- ---- built-in rules ----

local built_in = {}

-- package.searchpath, which Lua 5.1 lacks: the file of a module, or nil.
local function find_module(name)
  local place = name:gsub("%.", "/")
  for form in package.path:gmatch "[^;]+" do
    local path = form:gsub("%?", place)
    local file = io.open(path, "rb")
    if file then
      file:close()
      return path
    end
  end
end

--- The built-in rule of this name, with all that it inherits; or nil, message, code.
function rules.find(name, seen)
  if built_in[name] then return built_in[name] end
  local path = name:match "^[%w%-_]+$" and find_module("quoth.sites." .. name)
  if not path then return nil, ("no site or style is called '%s'; --list sites shows them"):format(name), "rule" end
  local text, message, code = read_file(path)
  if not text then return nil, message, code end
  local rule
  rule, message, code = rules.parse(text, path)
  if not rule then return nil, message, code end
  rule, message, code = resolve(rule, path, seen or { [name] = true })
  if not rule then return nil, message, code end
  built_in[name] = rule
  return rule
end

--- The names of the built-in sites and styles, in order: quoth/sites/index.lua.
function rules.names()
  return require "quoth.sites.index".names
end

-- ---- matching ----

--- The host of an address, lower-cased, without "www." and port; or nil.
function rules.host(url)
  local authority = url:match "^%a[%w+.-]*://([^/?#]+)" or url:match "^[%w.-]+%.%a+$"
  local host = authority and authority:gsub("^.*@", ""):match "^[^:]+"
  return host and host:lower():gsub("^www%.", "") or nil
end

--- The built-in rule for an address: the exact host before the longest wildcard.
function rules.match(url)
  local host = rules.host(url)
  if not host then return nil end
  local hosts = require "quoth.sites.index".hosts
  local name = hosts[host]
  local rest = host
  while not name and rest do
    name = hosts["*." .. rest]
    rest = rest:match "%.(.+)$"
  end
  return name and rules.find(name)
end

--- The built-in rule for a page by what is on it (match.has), or nil: for the many
-- papers that one publishing system serves.
function rules.match_page(page)
  for _, print in ipairs(require "quoth.sites.index".prints or {}) do
    local found = page:select(print.has)
    if found and found[1] then return rules.find(print.name) end
  end
end

-- ---- teaching an engine ----

local function add_names(engine, names)
  for kind, list in pairs(names) do
    local section = (kind == "person" or kind == "organization" or kind == "place" or kind == "event" or kind == "work"
      or kind == "product" or kind == "nationality") and kind or "entity." .. kind
    for key, value in pairs(list) do
      local forms = type(key) == "number" and { value } or value
      local canonical = type(key) == "number" and value or key
      if type(key) == "string" then
        local good, message, code = engine:add_term(section, key, canonical)
        if not good then return nil, message, code end
      end
      for _, form in ipairs(forms) do
        local good, message, code = engine:add_term(section, form, canonical)
        if not good then return nil, message, code end
      end
    end
  end
  return engine
end

local function add_verbs(engine, verbs)
  for _, form in ipairs(verbs.add or {}) do
    local good, message, code = engine:add_term("cue.speech", form)
    if not good then return nil, message, code end
  end
  for lemma, forms in pairs(verbs.lemma or {}) do
    for _, form in ipairs(forms) do
      local good, message, code = engine:add_term("cue.speech", form, lemma)
      if not good then return nil, message, code end
    end
  end
  for _, form in ipairs(verbs.remove or {}) do
    for _, section in ipairs { "cue.speech", "cue.belief", "cue.plan", "cue.directive" } do
      local good, message, code = engine:remove_term(section, form)
      if not good then return nil, message, code end
    end
  end
  return engine
end

local function add_patterns(engine, patterns)
  for _, pattern in ipairs(patterns) do
    local good, message, code = engine:add_pattern(pattern)
    if not good then
      return nil, ("%s%s: %s"):format(pattern.place, code == "pattern" and ".regex" or "", message), code
    end
  end
  return engine
end

local function teach(engine, rule)
  local good, message, code = engine:set_name(rule.name)
  for i, pair in ipairs(rule.quotes or {}) do
    if good then good, message, code = engine:add_marks(pair.open, pair.close, i == 1) end
  end
  if good then good, message, code = add_names(engine, rule.names or {}) end
  if good then good, message, code = add_verbs(engine, rule.verbs or {}) end
  for _, term in ipairs(rule.never or {}) do
    if good then good, message, code = engine:add_term("never", term) end
  end
  if good then good, message, code = add_patterns(engine, rule.patterns or {}) end
  if not good then return nil, message, code end
  return engine
end

--- A sealed core engine that knows what `base` knows and what the rules say, later
-- rules before earlier ones. With no rule it is the base itself.
function rules.engine(base, list)
  if #list == 0 then return base end
  local engine = core.engine(base)
  for _, rule in ipairs(list) do
    local good, message, code = teach(engine, rule)
    if not good then return nil, message, code end
  end
  return engine:seal()
end

return rules
