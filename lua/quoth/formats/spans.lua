--- What was found in a document as one list of labelled spans, for formats that mark
-- stretches of the text.
local spans = {}

--- The option of formats that mark mentions.
spans.option = { type = "string", default = "names", one_of = { "names", "all" },
  description = "which mentions: names (and dates, amounts), or all, with \"the president\" and \"he\"" }

local PARTS = { "source", "cue", "content" }

-- In text order; of those that begin together the longest first, so that what lies in
-- another comes behind it.
local function before(a, b)
  if a.start ~= b.start then return a.start < b.start end
  if a.stop ~= b.stop then return a.stop > b.stop end
  return a.order < b.order
end

-- Sorts what may be sorted already.
local function sort(list)
  for i = 2, #list do
    if before(list[i], list[i - 1]) then
      table.sort(list, before)
      break
    end
  end
  return list
end

--- The mentions of entities: {start, stop, layer = "entity", label (the type), kind,
-- entity (an id), mention}. which: "names" or "all".
function spans.mentions(doc, which)
  local list, count = {}, 0
  for mention in doc:mentions() do
    local kind = mention.kind
    if which == "all" or kind == "name" then
      count = count + 1
      list[count] = { start = mention.start, stop = mention["end"], layer = "entity", label = mention.type, kind = kind,
        entity = mention.entity, mention = mention, order = count }
    end
  end
  return sort(list)
end

--- The parts of quotes: {start, stop, layer and label ("source", "cue" or "content"),
-- quote (a view), index (of the span in its part)}.
function spans.parts(doc)
  local list, count = {}, 0
  for quote in doc:quotes() do
    for _, name in ipairs(PARTS) do
      local part = quote[name]
      for index, span in ipairs(part and part.spans or {}) do
        count = count + 1
        list[count] = { start = span.start, stop = span["end"], layer = name, label = name, quote = quote, index = index,
          order = count }
      end
    end
  end
  return sort(list)
end

--- Both, in text order.
function spans.all(doc, which)
  local left, right, list = spans.parts(doc), spans.mentions(doc, which), {}
  local i, j = 1, 1
  for at = 1, #left + #right do
    local a, b = left[i], right[j]
    if b == nil or a and (a.start < b.start or a.start == b.start and a.stop >= b.stop) then
      list[at], i = a, i + 1
    else
      list[at], j = b, j + 1
    end
    list[at].order = at
  end
  return list
end

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
    if span.layer == "content" and span.index == 1 then content[span.quote.id] = i end
  end
  for i, span in ipairs(list) do
    local to = span.quote and content[span.quote.id]
    if to and to ~= i then links[#links + 1] = { from = i, to = to, layer = span.layer } end
  end
  return links
end

return spans
