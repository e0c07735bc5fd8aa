--- Rules: data files that teach quoth a site's ways. docs/rules.md is the manual.
--
-- A rule file is Lua text that returns a table of plain data. It is run in a
-- sandbox (src/lua/sandbox.c) and checked against quoth.schema, so a stranger's
-- file can do nothing but be wrong.
local core = require "quoth.core"

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
  good, message = require("quoth.schema").check_rule(rule, name)
  if not good then return nil, message, "rule" end
  return rule
end

-- ---- inheritance ----

-- What every rule inherits from in the end: how to read any page.
local GENERIC = "generic"

-- Rules that are whole already: what rules.load gives can be given to it again.
local whole = setmetatable({}, { __mode = "k" })

-- A rule with all that it inherits. seen holds the names on the way, to find circles.
local function resolve(rule, name, seen)
  local parent, base = rule.base or GENERIC, {}
  if rule.name ~= GENERIC then
    if seen[parent] then return nil, ("%s: base: '%s' inherits from itself"):format(name, parent), "rule" end
    seen[parent] = true
    local message, code
    base, message, code = rules.find(parent, seen)
    if not base then return nil, ("%s: base: %s"):format(name, message), code end
  end
  local all = require("quoth.inherit").merge(base, rule, name)
  whole[all] = true
  return all
end

--- Loads a rule: a file name, or a table such as a rule file returns. Returns the
-- rule with all that it inherits, or nil, message, code.
function rules.load(source)
  local rule, message, code, name
  if whole[source] then return source end
  if type(source) == "table" then
    rule, name = source, tostring(source.name or "rule")
    local good
    good, message = require("quoth.schema").check_rule(rule, name)
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

local function read_built_in(name, seen)
  local path = name:match "^[%w%-_]+$" and find_module("quoth.sites." .. name)
  if not path then return nil, ("no site or style is called '%s'; --list sites shows them"):format(name), "rule" end
  local text, message, code = read_file(path)
  if not text then return nil, message, code end
  local rule
  rule, message, code = rules.parse(text, path)
  if not rule then return nil, message, code end
  return resolve(rule, path, seen or { [name] = true })
end

--- The built-in rule of this name, with all that it inherits; or nil, message, code.
function rules.find(name, seen)
  local rule, message, code = built_in[name], nil, nil
  if not rule then rule, message, code = read_built_in(name, seen) end
  if not rule then return nil, message, code end
  built_in[name] = rule
  return rule
end

--- Reads the built-in rules in use again. Those that are broken stay as they are; returns
-- a list of messages that say why.
function rules.reload()
  local old, problems = built_in, {}
  built_in = {}
  for name, rule in pairs(old) do
    local fresh, message = rules.find(name)
    if not fresh then
      problems[#problems + 1] = message
      built_in[name] = rule
    end
  end
  return problems
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

--- The hosts of the built-in sites, each standing for those below it, too: a list.
function rules.hosts()
  local list = {}
  for host in pairs(require "quoth.sites.index".hosts) do list[#list + 1] = (host:gsub("^%*%.", "")) end
  return list
end

-- What a table of hosts has for an address: the exact host before the longest wildcard,
-- "*.host", which stands for the host itself, too.
local function lookup(hosts, url)
  local host = rules.host(url)
  local found, rest = host and hosts[host], host
  while not found and rest do
    found = hosts["*." .. rest]
    rest = rest:match "%.(.+)$"
  end
  return found
end

--- The built-in rule for an address, or nil.
function rules.match(url)
  local name = lookup(require "quoth.sites.index".hosts, url)
  return name and rules.find(name)
end

--- Is a rule one for this address (or nil), or for this page (or nil)? Yes, where it does
-- not say what it matches, or where it does and no address is given.
function rules.fits(rule, url, page)
  local match = rule.match
  if not match then return true end
  local hosts = {}
  for _, host in ipairs(match.host or {}) do hosts[host] = true end
  if url and lookup(hosts, url) then return true end
  if page and match.has and (page:select(match.has) or {})[1] then return true end
  return not url
end

--- The built-in rule for a page by what is on it (match.has), or nil: for the many
-- papers that one publishing system serves.
function rules.match_page(page)
  for _, print in ipairs(require "quoth.sites.index".prints or {}) do
    local found = page:select(print.has)
    if found and found[1] then return rules.find(print.name) end
  end
end

return rules
