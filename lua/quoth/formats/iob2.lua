-- A token a line, with IOB2 tags, an empty line behind each sentence: what taggers are
-- trained on. Columns, parted by tabs: token, start, end (code points), then the tags of
-- source, cue, content and entity. Tags of spans in spans are joined by "|", the outer
-- one first.
local reading = require "quoth.formats.reading"
local spans = require "quoth.formats.spans"
local tokens = require "quoth.formats.tokens"

local LAYERS = { "source", "cue", "content", "entity" }

-- A type of entity without what ends a field.
local clean = tokens.cache(function(label) return (label:gsub("%c", " ")) end)

local FORM = { begin = "B-", inside = "I-", between = "|" }

-- The tags of each layer, a column each.
local function columns_of(doc, mentions)
  local columns = {}
  local firsts, lasts, layers, labels = spans.columns(doc, mentions, "first", "last", "layer", "label")
  for k, name in ipairs(LAYERS) do
    local list = {}
    for i, layer in ipairs(layers) do list[i] = layer == name and clean[labels[i]] end
    columns[k] = doc:marks("O", firsts, lasts, list, FORM)
  end
  return columns
end

local ROW = "%t\t%b\t%e\t%1\t%2\t%3\t%4\n"

local function render(doc, out, options)
  out:write "# id = ":tsv(doc:meta().id or "document"):write "\n"
  local column = columns_of(doc, options.mentions)
  for first, last in tokens.sentences(doc) do
    out:rows(doc, first, last, ROW, "codepoint", 0, column[1], column[2], column[3], column[4]):write "\n"
  end
end

-- Takes a token's tags into the open spans of a layer: as many as are continued go on,
-- the others have ended.
local function continue(layer, field, token)
  local open = {}
  for one in field:gmatch "[^|]+" do
    local mark, label = one:match "^([BI])%-(.+)$"
    if not mark and one ~= "O" then return nil, ("'%s' is no tag"):format(one) end
    local span = mark == "I" and layer.open[#open + 1]
    if mark == "I" and (not span or span.label ~= label) then return nil, ("%s continues nothing"):format(one) end
    if mark == "B" then
      span = { start = token.start, label = label }
      layer.list[#layer.list + 1] = span
    end
    if mark then
      span["end"] = token.stop
      open[#open + 1] = span
    end
  end
  layer.open = open
  return true
end

local function new_document(id)
  local doc = { id = id, offsets = "codepoint", layers = {} }
  for _, name in ipairs(LAYERS) do doc.layers[name] = { list = {}, open = {} } end
  return doc
end

-- Each span of a part is a quote of its own: IOB2 does not say what belongs together.
local function finish(doc)
  local result = { id = doc.id, offsets = "codepoint", entities = {}, quotes = {} }
  for _, span in ipairs(doc.layers.entity.list) do
    local mention = { start = span.start, ["end"] = span["end"], kind = "name" }
    result.entities[#result.entities + 1] = { id = #result.entities + 1, type = span.label, mentions = { mention } }
  end
  for _, name in ipairs { "source", "cue", "content" } do
    for _, span in ipairs(doc.layers[name].list) do
      local part = { spans = { { start = span.start, ["end"] = span["end"] } } }
      result.quotes[#result.quotes + 1] = { id = #result.quotes + 1, [name] = part }
    end
  end
  return result
end

local function read_token(doc, fields)
  local token = { start = tonumber(fields[2]), stop = tonumber(fields[3]) }
  if #fields ~= 7 or not token.start or not token.stop then return nil, "expected seven fields parted by tabs" end
  for i, name in ipairs(LAYERS) do
    local good, message = continue(doc.layers[name], fields[i + 3], token)
    if not good then return nil, message end
  end
  return true
end

local function read(text, options)
  local docs, doc, number = {}, nil, 0
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    number = number + 1
    local id = line:match "^# id = (.*)$"
    if id then
      doc = new_document(id)
      docs[#docs + 1] = doc
    elseif line ~= "" then
      local good, message = true, "a token before the line '# id = …'"
      if doc then good, message = read_token(doc, reading.split(line, "\t")) end
      if not (doc and good) then return reading.fail("iob2", number, message) end
    end
  end
  for i, one in ipairs(docs) do docs[i] = reading.with_text(finish(one), options.text) end
  return docs
end

return {
  name = "iob2",
  description = "a token a line with IOB2 tags of entities and parts of quotes",
  media_type = "text/tab-separated-values",
  independent = true,
  options = { mentions = spans.option },
  render = render,
  read = read,
}
