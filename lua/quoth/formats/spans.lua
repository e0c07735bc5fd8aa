--- What was found in a document as one list of labelled spans, for formats that mark
-- stretches of the text.
local spans = {}

--- The option of formats that mark mentions.
spans.option = { type = "string", default = "names", one_of = { "names", "all" },
  description = "which mentions: names (and dates, amounts), or all, with \"the president\" and \"he\"" }

--- The layer of doc:columns that holds the mentions wanted: "names" or "all".
function spans.layer(which) return which == "all" and "mentions" or "names" end

--- Lists of fields of all spans, as doc:columns gives them (src/lua/columns.c), in text
-- order, what lies in another behind it. which: "names" or "all", the mentions wanted.
function spans.columns(doc, which, ...)
  return doc:columns({ "parts", spans.layer(which) }, ...)
end

-- The spans of layers as tables.
local function tables(doc, layers)
  local starts, stops, layer, labels, numbers, indices, kinds, entities, values =
    doc:columns(layers, "start", "end", "layer", "label", "number", "index", "kind", "entity", "value")
  local list, quotes = {}, {}
  for i, start in ipairs(starts) do
    local number, kind = numbers[i], kinds[i]
    if kind then
      list[i] = { start = start, stop = stops[i], layer = "entity", label = labels[i], mention = number, kind = kind,
        entity = entities[i], value = values[i] }
    else
      quotes[number] = quotes[number] or doc:item("quotes", number)
      list[i] = { start = start, stop = stops[i], layer = layer[i], label = layer[i], id = number, index = indices[i],
        quote = quotes[number] }
    end
  end
  return list
end

--- The mentions of entities, in text order: {start, stop, layer = "entity", label (the
-- type), kind, entity (an id), value, mention (the number that doc:item takes)}.
-- which: "names" or "all".
function spans.mentions(doc, which) return tables(doc, spans.layer(which)) end

--- The parts of quotes: {start, stop, layer and label ("source", "cue" or "content"), id
-- and quote (a view of it), index (of the span in its part)}.
function spans.parts(doc) return tables(doc, "parts") end

--- Both; of those that begin together the longest first.
function spans.all(doc, which) return tables(doc, { "parts", spans.layer(which) }) end

-- Does content begin within a span, or with it but end before? content is sorted, and
-- content[at] the first that does not begin before the span.
local function holds_speech(span, content, at)
  local one = content[at]
  while one and one.start == span.start do
    if one.stop < span.stop then return true end
    at = at + 1
    one = content[at]
  end
  return one ~= nil and one.start < span.stop
end

-- The content of a sorted list, and the other spans that hold no speech.
local function without_speech(list)
  local kept, content, at = {}, {}, 1
  for _, span in ipairs(list) do
    if span.layer == "content" then content[#content + 1] = span end
  end
  for _, span in ipairs(list) do
    while content[at] and content[at].start < span.start do at = at + 1 end
    if span.layer == "content" or not holds_speech(span, content, at) then kept[#kept + 1] = span end
  end
  return kept
end

--- Both, for markup in which a name holds no speech: mentions and sources that do are
-- left out.
function spans.with_names(doc, which) return without_speech(spans.all(doc, which)) end

--- What belongs together in a list of spans: {from, to, layer}, indices of the list, from
-- each part of a quote to where its content begins.
function spans.links(list)
  local content, links = {}, {}
  for i, span in ipairs(list) do
    if span.layer == "content" and span.index == 1 then content[span.id] = i end
  end
  for i, span in ipairs(list) do
    local to = span.id and content[span.id]
    if to and to ~= i then links[#links + 1] = { from = i, to = to, layer = span.layer } end
  end
  return links
end

return spans
