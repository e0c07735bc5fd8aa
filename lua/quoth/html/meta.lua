--- What a page tells of its article: title, byline, date, address, site.
local sources = require "quoth.html.sources"

local meta = {}

-- The strings of the first source of a key that has any; with `accept`, what this makes
-- of them, where it is not nil. Where no source has any, and they are the site's own,
-- that is said, and those for all pages are tried.
local function first(article, key, accept)
  local own, generic = article.rule[key] or {}, article.generic[key]
  for _, list in ipairs { own, own ~= generic and generic or nil } do
    for _, source in ipairs(list) do
      local found = {}
      for _, text in ipairs(sources.strings(article, source)) do
        if accept then text = accept(text) end
        found[#found + 1] = text
      end
      article:note(key, source, #found)
      if found[1] then return found end
    end
    if list ~= generic and #list > 0 then article:missed(key) end
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

-- A <title> without the name of the site behind a bar or dash.
local function without_site(title)
  for _, mark in ipairs { "|", "–", "—", "%-" } do
    local words, site = title:match(("^(.+%%S)%%s+%s%%s+(.-)$"):format(mark))
    if words and words:find "%s" and not site:find "%S+%s+%S+%s+%S+%s+%S+%s+%S" then return words end
  end
  return title
end

-- Is a heading a title with a short label before it?
local function is_labelled(heading, title)
  return #title < #heading and #title > #heading / 2 and heading:sub(-#title) == title
end

-- The heading that says what the titles for machines say is what readers saw, and so it
-- is the title; but a label may stand before its words ("Opinion: …").
local function best_title(article)
  local titles, best, best_agreement = {}, nil, LEAST_AGREEMENT
  for _, source in ipairs(article.generic.title) do
    for _, title in ipairs(sources.strings(article, source)) do titles[#titles + 1] = title end
  end
  local headings = sources.strings(article, "h1")
  for _, heading in ipairs(headings) do
    for _, title in ipairs(titles) do
      local agreed = agreement(heading, title)
      if is_labelled(heading, title) then heading, agreed = title, 1 end
      if agreed > best_agreement then best, best_agreement = heading, agreed end
    end
  end
  article:note("title", best and "h1 (it says what the page's titles say)" or "the first of the page's titles", #titles)
  return best or titles[1] and without_site(titles[1]) or headings[1]
end

local function title_of(article)
  local own = article.rule.title
  local found = own and own ~= article.generic.title and first(article, "title")
  return found and found[1] or best_title(article)
end

-- ---- others ----

local function byline_of(article)
  local names = {}
  for _, name in ipairs(first(article, "byline")) do
    name = name:gsub("^[Bb][Yy]:?%s+", ""):gsub("%s+[|·].*$", ""):gsub("^[,%s]+", ""):gsub("[,%s]+$", "")
    if name ~= "" and not name:find "^https?:" then names[#names + 1] = name end
  end
  return names[1] and table.concat(names, ", ")
end

local MONTHS = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7, Aug = 8, Sep = 9, Oct = 10, Nov = 11, Dec = 12 }

-- A date as ISO 8601 has it, if it is one of this era or one of RFC 5322 ("Mon, 18 Nov
-- 2019 16:07:38 -0600"); else nil. Others are in the language of the page.
local function iso_date(text)
  local year = text:match "^(%d%d%d%d)%-%d%d%-%d%d"
  if year then return tonumber(year) > 1700 and text or nil end
  local day, month, of_year, time = text:match "^%a%a%a, (%d%d?) (%a%a%a) (%d%d%d%d)%s*(%d?%d?:?%d?%d?)"
  if not MONTHS[month] then return nil end
  return ("%s-%02d-%02d%s"):format(of_year, MONTHS[month], tonumber(day), #time == 5 and "T" .. time or "")
end

-- A date in the words of the page; "0001-01-01" is what some systems write for none.
local function wordy_date(text) return not text:find "^%d%d%d%d%-" and text or nil end

local function absolute(url) return url:find "^https?://" and url or nil end

--- Where the page says it belongs, or nil. Before a rule is known.
function meta.address(article)
  return first(article, "address", absolute)[1]
end

--- Fills title, byline, date and site of an article by its rule.
function meta.read(article)
  article.title = title_of(article)
  article.byline = byline_of(article)
  article.date = first(article, "published", iso_date)[1] or first(article, "published", wordy_date)[1]
  article.site = first(article, "publisher")[1]
end

return meta
