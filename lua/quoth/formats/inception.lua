-- WebAnno TSV 3.3, which INCEpTION imports: the layer NamedEntity, and a span layer of
-- your project, webanno.custom.Quotation, with the features part (source, cue, content),
-- quote (its number), speaker and type. Offsets are UTF-16 units, as Java counts.
local single = require "quoth.formats.single"
local spans = require "quoth.formats.spans"
local speaker = require "quoth.formats.speaker"
local tokens = require "quoth.formats.tokens"

local HEAD = [[
#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_SP=webanno.custom.Quotation|part|quote|speaker|type
]]

local ESCAPES = { { "\\", "\\\\" }, { "\t", "\\t" }, { "\n", "\\n" }, { "\r", "\\r" } }

-- Few sentences hold any of these.
local function escape_text(text)
  for _, escape in ipairs(ESCAPES) do
    if text:find(escape[1], 1, true) then text = text:gsub(escape[1], escape[2]) end
  end
  return text
end

-- A feature's value; nothing is "*".
local function escape_value(text)
  if not text or text == "" then return "*" end
  return (text:gsub("%s+", " "):gsub("%->", "\\->"):gsub("[\\%[%]|_;*]", "\\%0"))
end

-- A value as it stands in a file, whatever its bytes.
local function field(out, value)
  local mark = #out
  return out:tsv(escape_value(value)):take(mark)
end

local function speakers(quote) return table.concat(speaker.names(quote), " → ") end

-- Six columns, one a feature: the values of all spans at a token, each with its span's number.
local function columns_of(doc, out, mentions)
  local names = tokens.cache(function(id) return field(out, doc:item("entities", id).name) end)
  local types = tokens.cache(function(label) return field(out, label) end)
  local quotes = tokens.cache(function(id) return doc:item("quotes", id) end)
  local sayers = tokens.cache(function(id) return field(out, speakers(quotes[id])) end)
  local kinds = tokens.cache(function(id) return quotes[id].type end)
  local firsts, lasts, layers, numbers, labels, entities =
    spans.columns(doc, mentions, "first", "last", "layer", "number", "label", "entity")
  local name, label, part, quote, sayer, kind = {}, {}, {}, {}, {}, {}
  for i, layer in ipairs(layers) do
    local number, entity, mark = numbers[i], entities[i], "[" .. i .. "]"
    local mention = layer == "entity"
    name[i] = mention and (entity and names[entity] or "*") .. mark
    label[i] = mention and types[labels[i]] .. mark
    part[i] = not mention and layer .. mark
    quote[i] = not mention and number .. mark
    sayer[i] = not mention and sayers[number] .. mark
    kind[i] = not mention and kinds[number] .. mark
  end
  local columns = {}
  for i, texts in ipairs { name, label, part, quote, sayer, kind } do
    columns[i] = doc:marks("_", firsts, lasts, texts, { between = "|" })
  end
  return columns
end

local ROW = "-%n\t%b-%e\t%t\t%1\t%2\t%3\t%4\t%5\t%6\t\n"

local function write(doc, out, options)
  local text, column, number = doc:text(), columns_of(doc, out, options.mentions), 0
  out:write(HEAD)
  for first, last, start, stop in tokens.sentences(doc) do
    number = number + 1
    out:write "\n#Text=":text(escape_text(text:sub(start + 1, stop))):write "\n"
    out:rows(doc, first, last, number .. ROW, "utf16", first - 1, column[1], column[2], column[3], column[4], column[5],
      column[6])
  end
end

return {
  name = "inception",
  description = "WebAnno TSV 3.3 for INCEpTION and WebAnno, a file a document",
  media_type = "text/tab-separated-values",
  files = true,
  options = { mentions = spans.option },
  render = function(doc, out, options) single.write(doc, out, options, { { ".tsv", write } }) end,
}
