--- What a document offers beyond its C methods (src/lua/doc.c).
--
-- A document knows its text, what was found in it, and its meta data: a table
-- with any of id, title, byline, date, url, site, members; of a page also warnings,
-- a list, and page (src/lua/page.c).
local core = require "quoth.core"

local doc = core.doc_methods

-- Meta data by document; goes when the document goes.
local meta = setmetatable({}, { __mode = "k" })

--- Keeps meta data with a document; used by quoth.engine.
function doc:set_meta(values)
  meta[self] = values
  return self
end

--- The document's meta data, a table; never nil.
function doc:meta()
  return meta[self] or {}
end

-- Does an item have every field value that the filter asks for?
local function fits(item, filter)
  for field, wanted in pairs(filter) do
    if item[field] ~= wanted then return false end
  end
  return true
end

-- An iterator over the views of a layer.
local function views(self, layer, filter)
  if filter ~= nil and type(filter) ~= "table" then
    error(("bad argument #1 to '%s' (table expected, got %s)"):format(layer, type(filter)), 3)
  end
  local i = 0
  return function()
    while true do
      i = i + 1
      local item = self:item(layer, i)
      if item == nil or filter == nil or fits(item, filter) then return item end
    end
  end
end

--- Iterates over the quotes in text order: `for q in doc:quotes{type="direct"}`.
-- filter: field values that a quote must have. Each quote is a view (src/lua/view.c).
function doc:quotes(filter) return views(self, "quotes", filter) end

--- Iterates over the entities: `for e in doc:entities{type="person"}`.
function doc:entities(filter) return views(self, "entities", filter) end

--- Iterates over the mentions in text order.
function doc:mentions(filter) return views(self, "mentions", filter) end

-- An iterator that gives what `doc:item` gives, and the text.
local function spans(self, layer)
  local i, text = 0, self:text()
  return function()
    i = i + 1
    local first, last, kind = self:item(layer, i)
    if first then return { start = first, ["end"] = last, text = text:sub(first + 1, last), kind = kind } end
  end
end

--- Iterates over the sentences, each {start, end, text}.
function doc:sentences() return spans(self, "sentences") end

--- Iterates over the tokens, each {start, end, text, kind}.
function doc:tokens() return spans(self, "tokens") end

--- The warnings, a list of strings: of the page, then of the text.
function doc:warnings()
  local list = {}
  for i, warning in ipairs(self:meta().warnings or {}) do list[i] = warning end
  for i = 1, self:count "warnings" do list[#list + 1] = self:item("warnings", i) end
  return list
end

--- All of it as plain tables that outlive the document: {text, meta, entities,
-- quotes, warnings}, each item as its view's table() gives it.
function doc:table()
  local all = { text = self:text(), meta = self:meta(), entities = {}, quotes = {}, warnings = self:warnings() }
  for entity in self:entities() do all.entities[#all.entities + 1] = entity:table() end
  for quote in self:quotes() do all.quotes[#all.quotes + 1] = quote:table() end
  return all
end

--- The document in an output format, as a string: doc:render("json", {pretty=true}).
-- Returns nil, message, code where there is no such format.
function doc:render(format, options)
  return require("quoth.formats").render(format, { self }, options)
end

return doc
