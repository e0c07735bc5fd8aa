--- Can all of a rule be read? More than the schema looks at: selectors, regular
-- expressions, and what the core says of names and patterns.
local html = require "quoth.html"
local quoth = require "quoth"
local rules = require "quoth.rules"

local rule_check = {}

local NAMES_STRINGS = { "title", "byline", "published", "publisher", "address" }
local NAMES_BLOCKS = { "body", "drop", "pull", "caption", "deck" }

local function check_sources(rule, file)
  local sources = require "quoth.html.sources"
  for names_blocks, keys in pairs { [false] = NAMES_STRINGS, [true] = NAMES_BLOCKS } do
    for _, key in ipairs(keys) do
      for i, source in ipairs(rule[key] or {}) do
        local good, message = sources.check(source, names_blocks)
        if not good then return nil, ("%s: %s[%d]: %s"):format(file, key, i, message) end
      end
    end
  end
  if not (rule.match and rule.match.has) then return true end
  local good, message = sources.check(rule.match.has, false)
  if not good then return nil, ("%s: match.has: %s"):format(file, message) end
  return true
end

--- Checks a rule file (or table) and all it inherits. Returns the rule, or nil and a
-- message that names file and key. Selectors are looked at where quoth reads HTML.
function rule_check.file(source)
  local name = type(source) == "string" and source or tostring(source.name)
  local rule, message = rules.load(source)
  if not rule then return nil, message end
  local good = true
  if html.available then good, message = check_sources(rule, name) end
  if good then good, message = quoth.new { site = "none", rules = { rule } } end
  if not good then return nil, message end
  return rule
end

--- One line on what a rule has.
function rule_check.summary(rule)
  local places = 0
  for _ in pairs(rule.own) do places = places + 1 end
  return ("%s, version %s, %d places in pages, %d patterns, %d cases"):format(
    rule.name, rule.version or "-", places, #(rule.patterns or {}), #(rule.test or {}))
end

return rule_check
