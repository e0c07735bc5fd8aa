-- W3C Web Annotation: a page of annotations. A mention is tagged with its type and
-- identified by its entity's name; the content of a quote is classified and names its
-- speakers, outermost last; source and cue are linked to their quote. Each target has a
-- text quote and a text position selector; positions are code points, as the model says.
local iri = require "quoth.formats.iri"
local reading = require "quoth.formats.reading"
local spans = require "quoth.formats.spans"
local speaker = require "quoth.formats.speaker"

local CONTEXT = 32 -- bytes of prefix and suffix, about

-- Bytes 0x80 to 0xBF go on with a character.
local function is_inside(byte) return byte ~= nil and byte >= 0x80 and byte < 0xC0 end

-- Up to so many bytes before and behind a span, whole characters.
local function around(text, first, last)
  local from, to = math.max(1, first + 1 - CONTEXT), math.min(#text, last + CONTEXT)
  while from <= first and is_inside(text:byte(from)) do from = from + 1 end
  while to > last and is_inside(text:byte(to + 1)) do to = to - 1 end
  return text:sub(from, first), text:sub(last + 1, to)
end

-- Keys are written in the order of out:json.
local function write_body(out, purpose, value)
  out:write('{"purpose":"', purpose, '","type":"TextualBody","value":'):json(value):write "}"
end

-- exact is what stands from byte first to last; start and stop are these in code points.
local function write_target(out, text, source, exact, first, last, start, stop)
  local prefix, suffix = around(text, first, last)
  out:write '{"selector":[{"exact":':json(exact):write ',"prefix":':json(prefix):write ',"suffix":':json(suffix)
  out:write(',"type":"TextQuoteSelector"},{"end":', stop, ',"start":', start, ',"type":"TextPositionSelector"}],"source":"',
    source, '"}')
end

local function begin_item(out)
  out:write(out.state.any and ",\n" or "", '{"body":[')
  out.state.any = true
end

-- What an annotation has between its body and its targets. The base stands for itself in JSON.
local function begin_targets(out, base, id, motivation)
  out:write('],"id":"', base, id, '","motivation":"', motivation, '","target":[')
end

local function end_item(out) out:write '],"type":"Annotation"}' end

local function write_spans(out, doc, base, id, motivation, list)
  begin_targets(out, base, id, motivation)
  for i, span in ipairs(list) do
    if i > 1 then out:write "," end
    local first, last = span.start, span["end"]
    local start = doc:offset(first, "codepoint") -- before the end: places are found from the last one
    write_target(out, doc:text(), base, span.text, first, last, start, doc:offset(last, "codepoint"))
  end
  end_item(out)
end

local function write_mentions(doc, out, options, base)
  local text, starts, stops, texts, labels, names =
    doc:text(), doc:columns(spans.layer(options.mentions), "start", "end", "text", "label", "name")
  local firsts, lasts = doc:offset(starts, "codepoint"), doc:offset(stops, "codepoint")
  for i, exact in ipairs(texts) do
    begin_item(out)
    write_body(out, "tagging", labels[i])
    if names[i] then
      out:write ","
      write_body(out, "identifying", names[i])
    end
    begin_targets(out, base, "#m" .. i, "tagging")
    write_target(out, text, base, exact, starts[i], stops[i], firsts[i], lasts[i])
    end_item(out)
  end
end

local function write_quote(doc, out, quote, base)
  local function also(purpose, value)
    out:write ","
    write_body(out, purpose, value)
  end
  begin_item(out)
  write_body(out, "classifying", quote.type)
  if quote.negated then also("classifying", "negated") end
  if not quote.speech then also("classifying", "no speech") end
  local names = speaker.names(quote)
  for i = #names, 1, -1 do also("identifying", names[i]) end
  write_spans(out, doc, base, "#q" .. quote.id, "classifying", quote.content.spans)
end

local function write_part(doc, out, quote, name, base)
  if not quote[name] then return end
  local id = base .. "#q" .. quote.id
  begin_item(out)
  write_body(out, "tagging", name)
  out:write ',':json { id = id, type = "SpecificResource", source = id, purpose = "linking" }
  write_spans(out, doc, base, "#q" .. quote.id .. "-" .. name, "linking", quote[name].spans)
end

local function write_quotes(doc, out, base)
  for quote in doc:quotes() do
    write_quote(doc, out, quote, base)
    write_part(doc, out, quote, "source", base)
    write_part(doc, out, quote, "cue", base)
  end
end

-- ---- reading ----

local function as_list(value) return type(value) == "table" and (value[1] and value or { value }) or {} end

-- The values of bodies with a purpose.
local function values(annotation, purpose)
  local list = {}
  for _, one in ipairs(as_list(annotation.body)) do
    if one.purpose == purpose then list[#list + 1] = one.value or one.source end
  end
  return list
end

local function spans_of(annotation)
  local list = {}
  for _, one in ipairs(as_list(annotation.target)) do
    for _, selector in ipairs(as_list(one.selector)) do
      if selector.type == "TextPositionSelector" then
        list[#list + 1] = { start = selector.start, ["end"] = selector["end"] }
      end
    end
  end
  for i, one in ipairs(as_list(annotation.target)) do
    for _, selector in ipairs(as_list(one.selector)) do
      if selector.type == "TextQuoteSelector" and list[i] then list[i].text = selector.exact end
    end
  end
  return list
end

local function add_quote(doc, annotation)
  local quote = { id = #doc.quotes + 1, speech = true, negated = false, content = { spans = spans_of(annotation) } }
  for _, class in ipairs(values(annotation, "classifying")) do
    if class == "negated" then quote.negated = true
    elseif class == "no speech" then quote.speech = false
    else quote.type = class end
  end
  doc.quotes[quote.id], doc.by_id[annotation.id] = quote, quote
end

-- Mentions that are identified by one name and have one type are one entity.
local function add_mention(doc, annotation)
  local type, name = values(annotation, "tagging")[1], values(annotation, "identifying")[1]
  local key = name and ("%s\0%s"):format(type, name) or annotation
  local entity = doc.by_name[key]
  if not entity then
    entity = { id = #doc.entities + 1, type = type, name = name, mentions = {} }
    doc.entities[entity.id], doc.by_name[key] = entity, entity
  end
  for _, span in ipairs(spans_of(annotation)) do entity.mentions[#entity.mentions + 1] = span end
end

local function add(doc, annotation)
  if annotation.motivation == "classifying" then add_quote(doc, annotation)
  elseif annotation.motivation == "tagging" then add_mention(doc, annotation)
  elseif annotation.motivation == "linking" then
    local quote, part = doc.by_id[values(annotation, "linking")[1]], values(annotation, "tagging")[1]
    if quote and (part == "source" or part == "cue") then quote[part] = { spans = spans_of(annotation) } end
  end
end

local function read(text, options)
  local page, message, code = reading.json("webannotation", text)
  if not page then return nil, message, code end
  local docs, by_source = {}, {}
  for _, annotation in ipairs(as_list(page.items)) do
    local first = as_list(annotation.target)[1]
    local source = first and first.source or ""
    if not by_source[source] then
      by_source[source] = { id = source, offsets = "codepoint", entities = {}, quotes = {}, by_id = {}, by_name = {} }
      docs[#docs + 1] = by_source[source]
    end
    add(by_source[source], annotation)
  end
  for _, doc in ipairs(docs) do
    doc.by_id, doc.by_name = nil, nil
    reading.with_text(doc, options.text)
  end
  return docs
end

return {
  name = "webannotation",
  description = "W3C Web Annotations with text quote and position selectors (JSON-LD)",
  media_type = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
  options = { mentions = spans.option },
  begin = function(out)
    out:write '{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:quoth:page","type":"AnnotationPage","items":[\n'
  end,
  render = function(doc, out, options)
    local base = iri.of(doc)
    write_mentions(doc, out, options, base)
    write_quotes(doc, out, base)
  end,
  finish = function(out) out:write "\n]}\n" end,
  read = read,
}
