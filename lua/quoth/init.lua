--- quoth: who is in the news, and who said what.
--
--   local quoth = require "quoth"
--   local engine = assert(quoth.new{ site = "auto", rules = { "my-paper.lua" } })
--   local doc <close> = assert(engine:extract(text, { url = "https://…" }))
--   for q in doc:quotes{ type = "direct" } do print(q.source and q.source.name, q.content.text) end
--
-- Misuse raises; what can go wrong with right use returns nil, message, code.
local core = require "quoth.core"
require "quoth.doc"
local hooks = require "quoth.hooks"
local rules = require "quoth.rules"

local quoth = { _VERSION = core.version }

local Engine = {}
Engine.__index = Engine
Engine.__name = "quoth"

local function expect(value, kind, what, level)
  if value ~= nil and type(value) ~= kind then
    error(("bad %s (%s expected, got %s)"):format(what, kind, type(value)), level + 1)
  end
end

-- The engine of a language without rules, made once a Lua state.
local languages = {}

local function language_engine(language)
  if not languages[language] then
    local engine = core.engine()
    local good, message, code = engine:load(language)
    if not good then return nil, message, code end
    languages[language] = assert(engine:seal())
  end
  return languages[language]
end

-- The same with data files: gazetteers and models.
local function base_engine(language, gazetteers, models)
  local base, message, code = language_engine(language)
  if not base or #gazetteers + #models == 0 then return base, message, code end
  local engine = core.engine(base)
  for i = 1, #gazetteers + #models do
    local good
    good, message, code = engine:add_file(gazetteers[i] or models[i - #gazetteers])
    if not good then return nil, message, code end
  end
  return assert(engine:seal())
end

--- Compiles lists of names (docs/lexicon.md), each {name = , text = }, and writes the
-- gazetteer to an open file. Returns true, or nil, message, code.
function quoth.compile_gazetteer(lists, file, language)
  local base, message, code = language_engine(language or "en")
  if not base then return nil, message, code end
  local good
  good, message, code = base:compile_gazetteer(lists, file)
  return good and true, message, code
end

-- What a loader gives for each item of a list; or nil, message, code of the first that fails.
local function load_all(load, list)
  local all = {}
  for i, source in ipairs(list or {}) do
    local message, code
    all[i], message, code = load(source)
    if not all[i] then return nil, message, code end
  end
  return all
end

--- A new engine. options (all optional):
--   language  "en"
--   site      "auto" (by address), "none", or the name of a site or style
--   rules     a list of rule files or rule tables, applied in this order
--   gazetteers   a list of compiled files of names (docs/lexicon.md)
--   models    a list of model files (docs/training.md) to use instead of those built in
--   trust     a list of files or tables of hooks (quoth.hooks), run before and after
-- Returns the engine, or nil, message, code.
function quoth.new(options)
  expect(options, "table", "argument #1 to 'new'", 2)
  options = options or {}
  expect(options.rules, "table", "option 'rules'", 2)
  expect(options.trust, "table", "option 'trust'", 2)
  expect(options.site, "string", "option 'site'", 2)
  expect(options.language, "string", "option 'language'", 2)
  expect(options.gazetteers, "table", "option 'gazetteers'", 2)
  expect(options.models, "table", "option 'models'", 2)
  local base, message, code = base_engine(options.language or "en", options.gazetteers or {}, options.models or {})
  if not base then return nil, message, code end
  local own, trusted
  own, message, code = load_all(rules.load, options.rules)
  if not own then return nil, message, code end
  trusted, message, code = load_all(hooks.load, options.trust)
  if not trusted then return nil, message, code end
  local self = setmetatable({
    base = base, own = own, sources = options.rules or {}, hooks = trusted, site = options.site or "auto", engines = {},
  }, Engine)
  if self.site ~= "auto" and self.site ~= "none" then
    local rule
    rule, message, code = rules.find(self.site)
    if not rule then return nil, message, code end
  end
  local engine
  engine, message, code = self:core_engine()
  if not engine then return nil, message, code end
  return self
end

-- The built-in rule for an address (or nil) and, where it is a page, what is on it.
function Engine:site_rule(url, page)
  if self.site == "none" then return nil end
  if self.site ~= "auto" then return rules.find(self.site) end
  return url and rules.match(url) or page and rules.match_page(page) or nil
end

--- Reads the rule files again that the engine was made with, and the built-in ones in use:
-- for hosts that run for long. A file that is broken keeps its old rule. Returns a list of
-- messages that say why, empty where all is well.
function Engine:reload()
  local problems = rules.reload()
  local fresh = {}
  for i, source in ipairs(self.sources) do
    local rule, message = rules.load(source)
    if rule then
      local engine
      engine, message = require("quoth.teaching").engine(self.base, { rule })
      if not engine then rule = nil end
    end
    if not rule then problems[#problems + 1] = message end
    fresh[i] = rule or self.own[i]
  end
  self.own, self.engines = fresh, {}
  return problems
end

-- The rules in force, later ones winning: the site's, then the user's own. Of those, one
-- that says what it matches counts where it does, or where the address is not given.
function Engine:rules_for(url, page, given_url)
  local list = { self:site_rule(url, page) }
  for _, own in ipairs(self.own) do
    if rules.fits(own, given_url, page) then list[#list + 1] = own end
  end
  return list
end

--- The hosts whose texts have rules of their own, as a list; nil where any may have.
function Engine:special_hosts()
  for _, own in ipairs(self.own) do
    if own.match then return nil end
  end
  return rules.hosts()
end

--- The core engine for texts from an address (or nil).
function Engine:core_engine(url) return self:engine_for(self:rules_for(url, nil, url)) end

-- The core engine that knows a list of rules: built once, then kept.
function Engine:engine_for(list)
  local names = {}
  for i, rule in ipairs(list) do names[i] = tostring(rule) end -- the table's own identity
  local key = table.concat(names, " ")
  if not self.engines[key] then
    local engine, message, code = require("quoth.teaching").engine(self.base, list)
    if not engine then return nil, message, code end
    self.engines[key] = engine
  end
  return self.engines[key]
end

-- Of the rules in force, the last that says where things are in a page; or nil.
local function page_rule(list)
  for i = #list, 1, -1 do
    if next(list[i].own) then return list[i] end
  end
end

-- Reads a text with the words of the rules in force and keeps meta data with it.
function Engine:read(text, list, options, meta)
  local engine, message, code = self:engine_for(list)
  if not engine then return nil, message, code end
  local doc
  doc, message, code = engine:read(text, options)
  if not doc then return nil, message, code end
  meta.id, meta.id_json, meta.members = options.id, options.id_json, options.members
  meta.site = options.site or (list[1] and list[1].name) or meta.site
  return doc:set_meta(meta)
end

--- The article in a page, by the rules in force, as quoth.html.read gives it, and these
-- rules; or nil, message, code. options: url, charset.
function Engine:article(bytes, options)
  local list
  local article, message, code = require("quoth.html").read(bytes, {
    url = options.url, charset = options.charset,
    rule_for = function(url, page)
      list = self:rules_for(url, page, options.url)
      return page_rule(list)
    end,
  })
  if not article then return nil, message, code end
  return article, list
end

-- Reads the article in a page. What the caller knows goes before what the page says.
function Engine:read_page(bytes, options)
  local article, list, code = self:article(bytes, options)
  if not article then return nil, list, code end
  local date = options.date or article.date
  return self:read(article.text, list, {
    id = options.id, id_json = options.id_json, members = options.members, site = options.site, upto = options.upto,
    blocks = article.blocks, date = date and date:match "^%d%d%d%d%-%d%d%-%d%d",
  }, {
    title = options.title or article.title, byline = options.byline or article.byline, date = date, url = article.url,
    site = article.site, warnings = article.warnings, page = article.page,
  })
end

--- Reads a text. options (all optional): id, title, byline, date, url, site: kept
-- as meta data, date anchors "Wednesday"; blocks: {start, end, kind} of each
-- block of text; upto: the last stage to run; from = "html": the text is a page, and
-- charset its encoding where a header said it. Returns a document (quoth.doc), or
-- nil, message, code.
function Engine:extract(text, options)
  if type(text) ~= "string" then
    error(("bad argument #1 to 'extract' (string expected, got %s)"):format(type(text)), 2)
  end
  expect(options, "table", "argument #2 to 'extract'", 2)
  if #self.hooks == 0 then return self:read_any(text, options or {}) end
  local known = {}
  for key, value in pairs(options or {}) do known[key] = value end
  local input, message, code = hooks.before(self.hooks, text, known)
  if not input then return nil, message, code end
  local doc
  doc, message, code = self:read_any(input, known)
  if not doc then return nil, message, code end
  return hooks.after(self.hooks, doc)
end

-- A page or a text.
function Engine:read_any(text, options)
  if options.from == "html" then return self:read_page(text, options) end
  return self:read(text, self:rules_for(options.url, nil, options.url), options, {
    title = options.title, byline = options.byline, date = options.date, url = options.url,
  })
end

function Engine:__tostring() return ("quoth.engine (site %s, %d rules)"):format(self.site, #self.own) end

--- quoth.new and engine:extract in one call. options are those of both.
function quoth.extract(text, options)
  if type(text) ~= "string" then
    error(("bad argument #1 to 'extract' (string expected, got %s)"):format(type(text)), 2)
  end
  local engine, message, code = quoth.new(options and {
    language = options.language, site = options.site, rules = options.rules, gazetteers = options.gazetteers,
    models = options.models, trust = options.trust,
  })
  if not engine then return nil, message, code end
  local input = {}
  for key, value in pairs(options or {}) do input[key] = value end
  input.site = nil -- here the name of the rules, not of the page's site
  return engine:extract(text, input)
end

return quoth
