--- Reads HTML pages: what the article says, who wrote it, when and where.
--
--   local html = require "quoth.html"
--   local article = assert(html.read(bytes, { url = "https://…" }))
--   print(article.title, article.byline, article.text)
--
-- There only where quoth was built with libgumbo: html.available tells.
local body = require "quoth.html.body"
local meta = require "quoth.html.meta"
local rules = require "quoth.rules"
local sources = require "quoth.html.sources"

local has_dom, dom = pcall(require, "quoth.dom")

local html = { available = has_dom }

local NOT_BUILT = "this build of quoth reads no HTML: install libgumbo-dev and libyajl-dev, and build it again"

local Article = {}
Article.__index = Article

-- What the page tells of itself in JSON-LD under a name; or nil.
function Article:told(name) return sources.strings(self, "jsonld:" .. name)[1] end

-- Notes what was tried: for people who write rules.
function Article:note(key, source, found, why_not)
  self.tried[#self.tried + 1] = { key = key, source = source, found = found, why_not = why_not }
end

-- Says, once for each key, that a site's page is no longer what its rule says.
function Article:missed(key)
  local rule = self.rule
  if self.misses[key] then return end
  self.misses[key] = true
  self.warnings[#self.warnings + 1] = ("rule %s%s: nothing that %s names is on this page: it was read as any page is"):format(
    rule.name, rule.version and (" (version %s)"):format(rule.version) or "", key)
end

--- Reads a page. options (all optional):
--   url       its address
--   charset   its encoding, where a header said it
--   rule_for  a function from address (or nil) and page (src/lua/page.c) to a rule of
--             quoth.rules, or nil for the generic one
-- Returns a table: title, byline, date, url, site, strings or nil; text, of the body;
-- blocks, a list of {start, end, kind} in the text; warnings, a list of strings; rule;
-- page; page_blocks, all blocks of the page, see quoth.html.body; tried, a list of
-- {key, source, found, why_not}. Or nil, message, code.
function html.read(bytes, options)
  options = options or {}
  if not has_dom then return nil, NOT_BUILT, "html" end
  local page, message, code = dom.read(bytes, options.charset)
  if not page then return nil, message, code end
  local generic = assert(rules.find "generic")
  local article = setmetatable({ page = page, generic = generic, rule = generic, warnings = {}, tried = {}, misses = {} }, Article)
  article.url = options.url or meta.address(article)
  article.rule = options.rule_for and options.rule_for(article.url, page) or generic
  meta.read(article)
  local kept = body.choose(article)
  if #kept == 0 then article.warnings[#article.warnings + 1] = "the page has no text that reads like an article" end
  article.text, article.blocks = page:compose(kept)
  for i, span in ipairs(article.blocks) do
    local block = article.page_blocks[kept[i]]
    block.kept = true
    span.kind = block.kind
  end
  return article
end

return html
