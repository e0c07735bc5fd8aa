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

local function escape_text(text)
  return (text:gsub("\\", "\\\\"):gsub("\t", "\\t"):gsub("\n", "\\n"):gsub("\r", "\\r"))
end

-- A feature's value; nothing is "*".
local function escape_value(text)
  if not text or text == "" then return "*" end
  return (text:gsub("%s+", " "):gsub("%->", "\\->"):gsub("[\\%[%]|_;*]", "\\%0"))
end

local FEATURES = {
  entity = {
    function(span, doc) return span.entity and doc:item("entities", span.entity).name end,
    function(span) return span.label end,
  },
  quotation = {
    function(span) return span.layer end,
    function(span) return ("%d"):format(span.quote.id) end,
    function(span) return table.concat(speaker.names(span.quote), " → ") end,
    function(span) return span.quote.type end,
  },
}

-- One column: the values of all spans of a layer at a token, each with its number. A span
-- keeps its values, since it may have many tokens.
local function column(out, covering, is_entity, feature, doc)
  local any = false
  for _, span in ipairs(covering) do
    if (span.layer == "entity") == is_entity then
      span[feature] = span[feature] or ("%s[%d]"):format(escape_value(feature(span, doc)), span.number)
      out:write(any and "|" or ""):text(span[feature])
      any = true
    end
  end
  if not any then out:write "_" end
  out:write "\t"
end

local function write_token(out, doc, token, covering)
  out:write("\t", doc:offset(token.start, "utf16"), "-", doc:offset(token["end"], "utf16"), "\t")
  out:tsv(token.text)
  if not covering[1] then
    out:write "\t_\t_\t_\t_\t_\t_\t\n"
    return
  end
  out:write "\t"
  for _, feature in ipairs(FEATURES.entity) do column(out, covering, true, feature, doc) end
  for _, feature in ipairs(FEATURES.quotation) do column(out, covering, false, feature, doc) end
  out:write "\n"
end

local function write(doc, out, options)
  local list = spans.all(doc, options.mentions)
  for number, span in ipairs(list) do span.number = number end
  local cover, number = tokens.cover(list), 0
  out:write(HEAD)
  for sentence in tokens.sentences(doc) do
    number = number + 1
    local last = sentence.tokens[#sentence.tokens]
    local text = doc:text():sub(sentence.tokens[1].start + 1, last["end"])
    out:write "\n#Text=":text(escape_text(text)):write "\n"
    for i, token in ipairs(sentence.tokens) do
      out:write(number, "-", i)
      write_token(out, doc, token, cover(token))
    end
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
