--- Pandoc: wraps the contents of quotes and the names of entities in spans. The text
-- stays as it is. Used by quoth.lua (a Lua filter) and bin/quoth-pandoc (a JSON filter,
-- for pandocs that load no C modules); docs/pandoc.md is the manual.
--
-- Paragraphs and headings become one text, in which each piece of the tree knows its
-- bytes; what is found in the text is then wrapped in the tree. The same code serves
-- pandoc's own elements and decoded JSON: an `access` table hides which it is.
local quoth = require "quoth"

local M = {}

-- Inlines that hold inlines, and where JSON has them.
local CONTAINERS = {
  Emph = 0, Underline = 0, Strong = 0, Strikeout = 0, Superscript = 0, Subscript = 0, SmallCaps = 0,
  Quoted = 2, Cite = 2, Link = 2, Span = 2,
}
local BREAKS = { Space = " ", SoftBreak = " ", LineBreak = " " }
local MARKS = { DoubleQuote = { "“", "”" }, SingleQuote = { "‘", "’" } }

-- ---- text of inlines ----

local function text_of(access, list, add)
  for _, item in ipairs(list) do
    local kind = item.t
    if kind == "Str" or kind == "Code" then
      add(access.text(item))
    elseif BREAKS[kind] then
      add(BREAKS[kind])
    elseif CONTAINERS[kind] then
      local marks = kind == "Quoted" and MARKS[access.quote_type(item)]
      if marks then add(marks[1]) end
      text_of(access, access.content(item), add)
      if marks then add(marks[2]) end
    end
  end
end

local function string_of(access, list)
  local parts = {}
  text_of(access, list, function(part) parts[#parts + 1] = part end)
  return table.concat(parts)
end

-- ---- wrapping ----

local wrap

-- A Str cut at the borders of the range: what is outside, inside, and outside again.
local function cut(access, item, at, range, out)
  local text = access.text(item)
  local first, last = math.max(range.start - at, 0), math.min(range.stop - at, #text)
  if first > 0 then out.outside(access.str(text:sub(1, first))) end
  out.inside(access.str(text:sub(first + 1, last)))
  if last < #text then out.outside(access.str(text:sub(last + 1))) end
end

-- An inline of which a part lies in the range. What cannot be cut stays outside.
local function wrap_part(access, item, at, range, out)
  if item.t == "Str" then return cut(access, item, at, range, out) end
  if CONTAINERS[item.t] then
    local mark = item.t == "Quoted" and #MARKS[access.quote_type(item)][1] or 0
    access.set_content(item, wrap(access, access.content(item), at + mark, range))
  end
  out.outside(item)
end

-- Inlines that begin at byte `at`, with what lies in range {start, stop, attributes} in
-- spans. A list, since pieces of the range may lie in different containers.
function wrap(access, list, at, range)
  local result, group = {}, {}
  local out = {}
  local function flush()
    if #group > 0 then result[#result + 1] = access.span(group, range) end
    group = {}
  end
  function out.inside(item) group[#group + 1] = item end
  function out.outside(item)
    flush()
    result[#result + 1] = item
  end
  for _, item in ipairs(list) do
    local stop = at + #string_of(access, { item })
    if stop <= range.start or at >= range.stop then out.outside(item)
    elseif at >= range.start and stop <= range.stop then out.inside(item)
    else wrap_part(access, item, at, range, out) end
    at = stop
  end
  flush()
  return result
end

-- ---- what was found ----

-- Formats that write no classes but character styles, by the names that pandoc has for them.
local STYLED = { docx = true, icml = true }

-- The attributes of what is of a class and type.
local function attributes_of(class, type, format)
  local attributes = { { "data-type", type } }
  if STYLED[format] then table.insert(attributes, { "custom-style", class .. " " .. type }) end
  return attributes
end

local function add_quote(ranges, quote, format)
  local attributes = attributes_of("quote", quote.type, format)
  local function add(name, value)
    if value and value ~= "" then attributes[#attributes + 1] = { name, (value:gsub("%s+", " ")) } end
  end
  add("data-source", quote.source and quote.source.text)
  add("data-speaker", quote.source and quote.source.name)
  add("data-cue", quote.cue and quote.cue.text)
  add("data-lemma", quote.cue and quote.cue.lemma)
  local reporters = {}
  for i, reporter in ipairs(quote.reported_by) do reporters[i] = reporter.name end
  add("data-reported-by", table.concat(reporters, "; "))
  for _, span in ipairs(quote.content.spans) do
    ranges[#ranges + 1] = { start = span.start, stop = span["end"], class = "quote", attributes = attributes }
  end
end

local function add_entity(ranges, entity, format)
  local attributes = attributes_of("entity", entity.type, format)
  table.insert(attributes, { "data-name", entity.name })
  for _, mention in ipairs(entity.mentions) do
    if mention.kind == "name" then
      ranges[#ranges + 1] = { start = mention.start, stop = mention["end"], class = "entity", attributes = attributes }
    end
  end
end

-- All ranges of a text, the longest first, so that shorter ones are wrapped inside.
local function find_ranges(text, blocks, options)
  local engine = assert(quoth.new { site = options.site, rules = options.rules })
  local doc = assert(engine:extract(text, { blocks = blocks }))
  local ranges = {}
  for quote in doc:quotes() do add_quote(ranges, quote, options.format) end
  for entity in doc:entities() do add_entity(ranges, entity, options.format) end
  doc:close()
  for i, range in ipairs(ranges) do range.order = i end
  table.sort(ranges, function(a, b)
    local left, right = a.stop - a.start, b.stop - b.start
    if left ~= right then return left > right end
    return a.order < b.order
  end)
  return ranges
end

-- ---- a whole document ----

-- visit(change) calls change(inlines, is_heading) for each paragraph in a fixed order
-- and puts what it returns in its place.
local function annotate(access, visit, options)
  local parts, blocks, length = {}, {}, 0
  visit(function(inlines, is_heading)
    local text = string_of(access, inlines)
    blocks[#blocks + 1] = { start = length, ["end"] = length + #text, kind = is_heading and "headline" or "paragraph" }
    parts[#parts + 1] = text
    length = length + #text + 2
    return inlines
  end)
  local ranges, index = find_ranges(table.concat(parts, "\n\n"), blocks, options), 0
  visit(function(inlines)
    index = index + 1
    local block = blocks[index]
    for _, range in ipairs(ranges) do
      if range.start < block["end"] and range.stop > block.start then
        inlines = wrap(access, inlines, block.start, range)
      end
    end
    return inlines
  end)
end

-- ---- pandoc's own elements ----

local native = {}
function native.text(item) return item.text end
function native.content(item) return item.content end
function native.set_content(item, list) item.content = list end
function native.quote_type(item) return item.quotetype end
function native.str(text) return pandoc.Str(text) end
function native.span(list, range) return pandoc.Span(list, pandoc.Attr("", { range.class }, range.attributes)) end

--- A Lua filter for pandoc. options: site and rules, as for quoth.new, and format, pandoc's name
-- of what it writes.
function M.filter(options)
  local function run(document)
    local function visit(change)
      local function paragraph(block)
        block.content = change(block.content, block.t == "Header")
        return block
      end
      local body = pandoc.Div(document.blocks)
      document.blocks = pandoc.walk_block(body, { Para = paragraph, Plain = paragraph, Header = paragraph }).content
    end
    annotate(native, visit, options or {})
    return document
  end
  return { { Pandoc = run } }
end

-- ---- decoded JSON ----

local json = {}
function json.text(item) return item.t == "Code" and item.c[2] or item.c end
function json.content(item) return CONTAINERS[item.t] == 0 and item.c or item.c[CONTAINERS[item.t]] end
function json.quote_type(item) return item.c[1].t end
function json.str(text) return { t = "Str", c = text } end
function json.set_content(item, list)
  if CONTAINERS[item.t] == 0 then item.c = list else item.c[CONTAINERS[item.t]] = list end
end
function json.span(list, range) return { t = "Span", c = { { "", { range.class }, range.attributes }, list } } end

-- Calls change for each paragraph below a value.
local function walk_json(value, change)
  if type(value) ~= "table" then return end
  if value.t == "Para" or value.t == "Plain" then
    value.c = change(value.c, false)
  elseif value.t == "Header" then
    value.c[3] = change(value.c[3], true)
  elseif value.t then
    walk_json(value.c, change)
  else
    for _, item in ipairs(value) do walk_json(item, change) end
  end
end

--- A JSON filter: pandoc's document as JSON in, as JSON out; options likewise. Needs dkjson.
function M.json_filter(text, options)
  local dkjson = require "dkjson"
  local document, _, message = dkjson.decode(text)
  if not document then return nil, "not pandoc's JSON: " .. message, "syntax" end
  annotate(json, function(change) walk_json(document.blocks, change) end, options or {})
  return dkjson.encode(document)
end

return M
