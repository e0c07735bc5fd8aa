-- brat standoff: article.txt and article.ann. A quote is an event whose trigger is its
-- content, of type direct, indirect or mixed, with the roles Source and Cue; mentions of
-- one entity stand in an Equiv line. Offsets are code points, as brat counts.
local reading = require "quoth.formats.reading"
local single = require "quoth.formats.single"
local spans = require "quoth.formats.spans"
local speaker = require "quoth.formats.speaker"
local tokens = require "quoth.formats.tokens"

-- ---- writing ----

-- What a type is called in brat.
local labels = tokens.cache(function(label) return (label:gsub("[^%w_-]", "_")) end)

-- A text-bound annotation of spans {start, end, text}; those that run over a line end are cut
-- there, as brat wants.
local function write_bound(out, doc, id, label, list)
  out:write("T", id, "\t"):tsv(labels[label])
  local texts = {}
  for _, span in ipairs(list) do
    for at, piece, stop in span.text:gmatch "()([^\r\n\t]+)()" do
      local first, last = span.start + at - 1, span.start + stop - 1
      out:write(#texts > 0 and ";" or " ", doc:offset(first, "codepoint"), " ", doc:offset(last, "codepoint"))
      texts[#texts + 1] = piece
    end
  end
  out:write "\t":tsv(table.concat(texts, " ")):write "\n"
end

local function note(out, count, target, text)
  count = count + 1
  out:write("#", count, "\tAnnotatorNotes ", target, "\t"):tsv(text):write "\n"
  return count
end

-- Writes each mention; the places of those of an entity, by its id, and the ids in order.
local function write_places(out, doc, options, state)
  local of_entity, order = {}, {}
  local starts, stops, texts, types, kinds, entities =
    doc:columns(spans.layer(options.mentions), "start", "end", "text", "label", "kind", "entity")
  local firsts, lasts = doc:offset(starts, "codepoint"), doc:offset(stops, "codepoint")
  for i, text in ipairs(texts) do
    local entity = entities[i]
    if text:find "[\r\n\t]" then
      write_bound(out, doc, i, types[i], { { start = starts[i], text = text } })
    else
      out:write("T", i, "\t"):tsv(labels[types[i]]):write(" ", firsts[i], " ", lasts[i], "\t"):tsv(text):write "\n"
    end
    if kinds[i] ~= "name" then
      state.attributes = state.attributes + 1
      out:write("A", state.attributes, "\tKind T", i, " ", kinds[i], "\n")
    end
    if entity and not of_entity[entity] then
      of_entity[entity], order[#order + 1] = {}, entity
    end
    if entity then table.insert(of_entity[entity], "T" .. i) end
  end
  state.bound = #texts
  return of_entity, order
end

local function write_mentions(out, doc, options, state)
  local of_entity, order = write_places(out, doc, options, state)
  for _, entity in ipairs(order) do
    local ids = of_entity[entity]
    if #ids > 1 then out:write("*\tEquiv ", table.concat(ids, " "), "\n") end
    state.notes = note(out, state.notes, ids[1], doc:item("entities", entity).name)
  end
end

local function write_quote(out, doc, quote, state)
  local roles = {}
  for _, name in ipairs { "content", "source", "cue" } do
    local part = quote[name]
    if part then
      state.bound = state.bound + 1
      write_bound(out, doc, state.bound, name == "content" and quote.type or name, part.spans)
      local role = name == "content" and quote.type or name == "source" and "Source" or "Cue"
      roles[#roles + 1] = role .. ":T" .. state.bound
    end
  end
  local event = "E" .. quote.id
  out:write(event, "\t", table.concat(roles, " "), "\n")
  local function attribute(name)
    state.attributes = state.attributes + 1
    out:write("A", state.attributes, "\t", name, " ", event, "\n")
  end
  if quote.negated then attribute "Negated" end
  if not quote.speech then attribute "NoSpeech" end
  local names = speaker.names(quote)
  if #names > 0 then state.notes = note(out, state.notes, event, table.concat(names, " → ")) end
end

local function write_annotations(doc, out, options)
  local state = { bound = 0, attributes = 0, notes = 0 }
  write_mentions(out, doc, options, state)
  for quote in doc:quotes() do write_quote(out, doc, quote, state) end
end

local function write_text(doc, out) out:text(doc:text()) end

-- ---- reading ----

-- Labels of parts of quotes; a span with any other label is a mention.
local PARTS = { direct = true, indirect = true, mixed = true, source = true, cue = true }
local QUOTE_TYPES = { direct = true, indirect = true, mixed = true }

local readers = {}

function readers.T(found, id, value)
  local label, places = value:match "^(%S+) ([%d; ]+)"
  if not label then return nil, "expected a label and offsets" end
  local list = {}
  for first, last in places:gmatch "(%d+) (%d+)" do
    list[#list + 1] = { start = tonumber(first), ["end"] = tonumber(last) }
  end
  found.bound[id] = { label = label, spans = list, id = id }
  found.order[#found.order + 1] = found.bound[id]
  return true
end

function readers.E(found, _, value)
  local quote = { id = #found.quotes + 1, speech = true, negated = false }
  for role, id in value:gmatch "(%S+):(T%d+)" do
    local bound = found.bound[id]
    if not bound then return nil, id .. " is not there" end
    if QUOTE_TYPES[role] then quote.type, quote.content = role, { spans = bound.spans }
    else quote[role:lower()] = { spans = bound.spans } end
  end
  found.quotes[quote.id] = quote
  return true
end

function readers.A(found, _, value)
  local name, target, kind = value:match "^(%S+) ([TE]%d+) ?(%S*)$"
  local quote = target and found.quotes[tonumber(target:match "^E(%d+)")]
  if name == "Kind" and found.bound[target] then found.bound[target].kind = kind
  elseif quote and name == "Negated" then quote.negated = true
  elseif quote and name == "NoSpeech" then quote.speech = false end
  return true
end

readers["*"] = function(found, _, value)
  local first
  for id in value:gmatch "T%d+" do
    if not found.bound[id] then return nil, id .. " is not there" end
    first = first or found.bound[id]
    found.bound[id].same = first
  end
  return true
end

-- Mentions to entities: those of an Equiv line together.
local function entities_of(found)
  local list, by_first = {}, {}
  for _, bound in ipairs(found.order) do
    if not PARTS[bound.label] then
      local first = bound.same or bound
      if not by_first[first] then
        by_first[first] = { id = #list + 1, type = first.label, mentions = {} }
        list[#list + 1] = by_first[first]
      end
      local span = bound.spans[1]
      local mention = { start = span.start, ["end"] = bound.spans[#bound.spans]["end"], kind = bound.kind or "name" }
      table.insert(by_first[first].mentions, mention)
    end
  end
  return list
end

-- Fragments between which nothing but a line end or a tab stands were one span.
local function join(list, text)
  for i = #list, 2, -1 do
    local before, span = list[i - 1], list[i]
    if span.start == before["end"] + 1 and text:find("^[\t\r\n]", span.start) then
      before["end"], before.text = span["end"], text:sub(before.start + 1, span["end"])
      table.remove(list, i)
    end
  end
end

local function read(text, options)
  local found, number = { bound = {}, order = {}, quotes = {} }, 0
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    number = number + 1
    local kind, id, value = line:match "^([TEA*])(%d*)\t([^\t]*)"
    local good, message = true, nil
    if kind then good, message = readers[kind](found, kind .. id, value) end
    if not good then return reading.fail("brat", number, message) end
  end
  local doc = reading.with_text({ offsets = "codepoint", entities = entities_of(found), quotes = found.quotes }, options.text)
  for _, bound in ipairs(doc.text and found.order or {}) do join(bound.spans, doc.text) end
  return { doc }
end

return {
  name = "brat",
  description = "brat standoff, a .txt and an .ann for each document",
  media_type = "text/plain",
  files = true,
  options = { mentions = { type = "string", default = "all", one_of = spans.option.one_of, description = spans.option.description } },
  render = function(doc, out, options)
    single.write(doc, out, options, { { ".ann", write_annotations }, { ".txt", write_text } })
  end,
  read = read,
}
