--- What a page tells of its article: title, byline, date, address, site.
local sources = require "quoth.html.sources"

local meta = {}

-- The strings of the first source in the list that has any.
local function first(article, list)
  for _, source in ipairs(list or {}) do
    local found = sources.strings(article, source)
    if found and found[1] then return found end
  end
  return {}
end

-- ---- the title ----

local WORD = "[%w\128-\255]+"

-- The share of the words of one text that the other has, too.
local function common_words(text, other)
  local known, all, common = {}, 0, 0
  for word in other:lower():gmatch(WORD) do known[word] = true end
  for word in text:lower():gmatch(WORD) do
    all = all + 1
    if known[word] then common = common + 1 end
  end
  return all > 0 and common / all or 0
end

-- How well a heading says what a title says: a title may leave out a part of it.
local function agreement(heading, title)
  return common_words(heading, title) * math.min(1, common_words(title, heading) + 0.3)
end

local LEAST_AGREEMENT = 0.3

-- The heading that says what the titles for machines say is what readers saw, and so it
-- is the title; but a label may stand before its words ("Opinion: …").
local function title_of(article, list)
  local titles, best, best_agreement = {}, nil, LEAST_AGREEMENT
  for _, source in ipairs(list or {}) do
    for _, title in ipairs(sources.strings(article, source) or {}) do titles[#titles + 1] = title end
  end
  for _, heading in ipairs(sources.strings(article, "h1") or {}) do
    for _, title in ipairs(titles) do
      local agreed = agreement(heading, title)
      if heading ~= title and heading:sub(-#title) == title then heading, agreed = title, 1 end
      if agreed > best_agreement then best, best_agreement = heading, agreed end
    end
  end
  return best or titles[1]
end

-- ---- others ----

local function byline_of(article, list)
  local names = {}
  for _, name in ipairs(first(article, list)) do
    name = name:gsub("^[Bb][Yy]:?%s+", ""):gsub("%s+[|·].*$", ""):gsub("^[,%s]+", "")
    if name ~= "" and not name:find "^https?:" then names[#names + 1] = name end
  end
  return names[1] and table.concat(names, ", ")
end

--- Where the page says it belongs, or nil.
function meta.address(article, rule)
  return first(article, rule.address)[1]
end

--- Fills title, byline, date and site of an article by the sources of a rule.
function meta.read(article, rule)
  article.title = title_of(article, rule.title)
  article.byline = byline_of(article, rule.byline)
  article.date = first(article, rule.published)[1]
  article.site = first(article, rule.publisher)[1]
end

return meta
