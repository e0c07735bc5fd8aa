--- What a rule's lists name: "selector", "selector@attribute", "jsonld:path".
local dom = select(2, pcall(require, "quoth.dom")) -- absent in builds without HTML

local sources = {}

-- Text without tags, references and doubled space: JSON-LD and attributes hold them.
local function plain(text)
  if text:find "[<&]" then
    local page = dom.read(text)
    if page then text = page:text(1) end
  end
  return (text:gsub("\194\160", " "):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- ---- JSON-LD ----

-- Types of the object that stands for the article itself, the first being the surest.
local ARTICLES = { "NewsArticle", "ReportageNewsArticle", "Article", "BlogPosting", "Report", "LiveBlogPosting", "WebPage" }

local function type_rank(object)
  local types = object["@type"]
  if type(types) ~= "table" then types = { types } end
  for rank, wanted in ipairs(ARTICLES) do
    for _, name in ipairs(types) do
      if type(name) == "string" and name:find(wanted, 1, true) then return rank end
    end
  end
end

-- All objects of the page's JSON-LD, those within others too, and those with an @id by it.
-- Keys are gone through in a fixed order, so that equal pages give equal answers.
local function collect(value, objects, by_id)
  if type(value) ~= "table" then return end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  if value[1] == nil then
    objects[#objects + 1] = value
    local id = value["@id"]
    if type(id) == "string" and #keys > 1 then by_id[id] = by_id[id] or value end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do collect(value[key], objects, by_id) end
end

-- The object of the article, or nil; and the objects by @id.
local function article_object(page)
  local objects, by_id, best, best_rank = {}, {}, nil, math.huge
  for _, value in ipairs(page:jsonld()) do collect(value, objects, by_id) end
  for _, object in ipairs(objects) do
    local rank = type_rank(object)
    if rank and object.headline then rank = rank - 0.5 end
    if rank and rank < best_rank then best, best_rank = object, rank end
  end
  return best, by_id
end

-- The strings at a path; lists on the way are gone through, references followed.
local function at_path(value, path, by_id, found)
  if type(value) == "table" and value[1] ~= nil then
    for _, item in ipairs(value) do at_path(item, path, by_id, found) end
    return found
  end
  local key, rest = path:match "^([^.]+)%.?(.*)$"
  if not key then
    if type(value) == "table" then value = value["@id"] or value.name end
    if type(value) == "string" then found[#found + 1] = value end
  elseif type(value) == "table" then
    value = by_id[value["@id"]] or value
    at_path(value[key], rest, by_id, found)
  elseif type(value) == "string" and key == "name" then
    found[#found + 1] = value -- "author": "Bo Xu"
  end
  return found
end

local function from_jsonld(article, path)
  if article.json == nil then
    local object, by_id = article_object(article.page)
    article.json = { object = object, by_id = by_id }
  end
  return at_path(article.json.object, path, article.json.by_id, {})
end

-- ---- selectors ----

local function from_elements(page, source)
  local selector, attribute = source:match "^(.-)@([%w_:-]+)$"
  local found = {}
  for i, node in ipairs(page:select(selector or source) or {}) do
    found[i] = attribute and (page:attribute(node, attribute) or "") or page:text(node)
  end
  return found
end

--- The strings that a source names, without empty ones, each once. A source that cannot
-- be read names none: quoth.rules checks them. What is found out of the page's JSON-LD is
-- kept in the article (see quoth.html).
function sources.strings(article, source)
  local path = source:match "^jsonld:(.+)$"
  local list, seen = {}, {}
  for _, text in ipairs(path and from_jsonld(article, path) or from_elements(article.page, source)) do
    text = plain(text)
    if text ~= "" and not seen[text] then
      list[#list + 1], seen[text] = text, true
    end
  end
  return list
end

--- Is it a source that can be read, for a key of a rule that names strings (title …) or
-- blocks (drop …)? True, or nil and a message.
function sources.check(source, names_blocks)
  local kind, rest = source:match "^(%l+):(.*)$"
  if names_blocks and kind == "text" then
    local matcher, message = dom.matcher(rest)
    return matcher and true, message
  end
  if names_blocks and kind == "named" or not names_blocks and kind == "jsonld" then
    return rest ~= "" or nil, "nothing stands behind the colon"
  end
  local selector = not names_blocks and source:match "^(.-)@[%w_:-]+$" or source
  return dom.check(selector)
end

return sources
