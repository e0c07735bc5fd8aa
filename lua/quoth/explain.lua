--- Tells how a page is read: for people who write rules.
local quoth = require "quoth"
local rules = require "quoth.rules"

local explain = {}

local WIDTH = 60

-- The beginning of a text, in whole characters.
local function short(text)
  if #text <= WIDTH then return text end
  return text:sub(1, WIDTH):gsub("[\128-\191]*$", ""):gsub("[\192-\255]$", "") .. "…"
end

local function describe(rule)
  if not rule then return "none: pages are read by the generic rule" end
  return ("%s%s"):format(rule.name, rule.version and (", version %s"):format(rule.version) or "")
end

--- Which built-in rule an address has: a text.
function explain.address(url)
  return ("rule: %s\n"):format(describe(rules.match(url)))
end

-- What was tried, key by key. Of the rules of thumb that hit nothing, nothing is said.
local function add_tried(lines, article)
  for _, step in ipairs(article.tried) do
    local own = article.rule.own[step.source]
    if own or step.found > 0 then
      local result = step.found > 0 and ("%d found"):format(step.found) or "missed"
      if step.why_not then result = ("%s, not taken: %s"):format(result, step.why_not) end
      lines[#lines + 1] = ("%-10s %-50s %s"):format(step.key, step.source, result)
    end
  end
end

local function add_blocks(lines, article)
  for i, block in ipairs(article.page_blocks) do
    local fate = block.kept and block.kind or block.dropped or "outside"
    lines[#lines + 1] = ("%s %4d %-34.34s %s"):format(block.kept and "+" or "-", i, fate, short(block.text))
  end
end

--- Reads a page as an engine of these options (site, rules, url) would, and tells how: a
-- text; or nil, message, code.
function explain.page(bytes, options)
  local engine, message, code = quoth.new { site = options.site, rules = options.rules }
  if not engine then return nil, message, code end
  local article
  article, message, code = engine:article(bytes, { url = options.url })
  if not article then return nil, message, code end
  local lines = { "rule: " .. describe(article.rule ~= article.generic and article.rule or nil) }
  for _, key in ipairs { "title", "byline", "date", "url", "site" } do
    lines[#lines + 1] = ("%-10s %s"):format(key .. ":", article[key] or "none")
  end
  lines[#lines + 1] = "\nWhat was tried:"
  add_tried(lines, article)
  lines[#lines + 1] = "\nBlock by block (+ is in the text):"
  add_blocks(lines, article)
  for _, warning in ipairs(article.warnings) do lines[#lines + 1] = "warning: " .. warning end
  return table.concat(lines, "\n") .. "\n"
end

return explain
