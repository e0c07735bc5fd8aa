-- RDF in Turtle: the text and its spans by NIF 2.1 (offsets are code points), entities by
-- ITS and schema.org, quotes as schema:Quotation whose parts are NIF's phrases.
local iri = require "quoth.formats.iri"
local spans = require "quoth.formats.spans"
local speaker = require "quoth.formats.speaker"

local PREFIXES = [[
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix schema: <https://schema.org/> .
@prefix quoth: <urn:quoth:terms:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
]]

local CLASSES = {
  person = "schema:Person", organization = "schema:Organization", place = "schema:Place", event = "schema:Event",
  work = "schema:CreativeWork", product = "schema:Product",
}

local function write_range(out, first, last)
  out:write('; nif:beginIndex "', first, '"^^xsd:nonNegativeInteger ; nif:endIndex "', last, '"^^xsd:nonNegativeInteger ')
end

local function context_of(doc, base) return ("<%s#char=0,%d>"):format(base, doc:offset(#doc:text(), "codepoint")) end

local function write_context(out, doc, base)
  local meta = doc:meta()
  out:write("\n", context_of(doc, base), " a nif:Context, nif:RFC5147String ;\n  nif:isString "):turtle(doc:text()):write " "
  write_range(out, 0, doc:offset(#doc:text(), "codepoint"))
  if meta.title then out:write ";\n  schema:headline ":turtle(meta.title):write " " end
  if meta.url then out:write(";\n  nif:sourceUrl <", base, "> ") end
  out:write ".\n"
end

local function write_entity(out, entity, base)
  out:write("<", base, "#e", entity.id, "> a ", CLASSES[entity.type] or "schema:Thing", " ; schema:name "):turtle(entity.name)
  for _, alias in ipairs(entity.aliases) do out:write " ; schema:alternateName ":turtle(alias) end
  for _, role in ipairs(entity.type == "person" and entity.roles or {}) do out:write " ; schema:jobTitle ":turtle(role) end
  out:write " .\n"
end

-- A phrase is written once, whatever is said of it; first and last are code points.
local function phrase(out, text, first, last, base, context)
  local name = "<" .. base .. "#char=" .. first .. "," .. last .. ">"
  if not context.written[name] then
    context.written[name] = true
    out:write(name, " a nif:Phrase, nif:RFC5147String ; nif:referenceContext ", context.name, " ; nif:anchorOf ")
    out:turtle(text):write " "
    write_range(out, first, last)
    out:write ".\n"
  end
  return name
end

local function write_mentions(out, doc, options, base, context)
  local starts, stops, texts, labels, kinds, entities, confidences =
    doc:columns(spans.layer(options.mentions), "start", "end", "text", "label", "kind", "entity", "confidence")
  local firsts, lasts = doc:offset(starts, "codepoint"), doc:offset(stops, "codepoint")
  for i, text in ipairs(texts) do
    local name = phrase(out, text, firsts[i], lasts[i], base, context)
    out:write(name, " quoth:entityType "):turtle(labels[i]):write " ; quoth:mentionKind ":turtle(kinds[i])
    if entities[i] then out:write(" ; itsrdf:taIdentRef <", base, "#e", entities[i], ">") end
    out:write(' ; itsrdf:taConfidence "'):number(confidences[i], 2):write '"^^xsd:double .\n'
  end
end

-- The parts of each quote, {layer, name}, by its id.
local function write_parts(out, doc, base, context)
  local parts = {}
  local starts, stops, texts, layers, ids = doc:columns("parts", "start", "end", "text", "layer", "number")
  local firsts, lasts = doc:offset(starts, "codepoint"), doc:offset(stops, "codepoint")
  for i, text in ipairs(texts) do
    local id = ids[i]
    parts[id] = parts[id] or {}
    table.insert(parts[id], { layer = layers[i], name = phrase(out, text, firsts[i], lasts[i], base, context) })
  end
  return parts
end

local function write_quote(out, quote, base, parts)
  out:write("<", base, "#q", quote.id, "> a schema:Quotation ; schema:text "):turtle(quote.content.text)
  out:write " ; quoth:type ":turtle(quote.type):write(" ; quoth:speech ", quote.speech and "true" or "false")
  out:write(" ; quoth:negated ", quote.negated and "true" or "false")
  local source = quote.source
  if source and source.entity then out:write(" ; schema:spokenByCharacter <", base, "#e", source.entity, ">") end
  if speaker.name(quote) then out:write " ; quoth:speaker ":turtle(speaker.name(quote)) end
  for _, reporter in ipairs(speaker.reporters(quote)) do out:write " ; quoth:reportedBy ":turtle(reporter) end
  if quote.parent then out:write(" ; schema:isPartOf <", base, "#q", quote.parent, ">") end
  for _, part in ipairs(parts or {}) do out:write(" ; quoth:", part.layer, " ", part.name) end
  out:write " .\n"
end

return {
  name = "turtle",
  description = "RDF in Turtle: NIF for text and spans, schema.org for who and what",
  media_type = "text/turtle",
  independent = true,
  options = { mentions = spans.option },
  begin = function(out) out:write(PREFIXES) end,
  render = function(doc, out, options)
    local base = iri.of(doc)
    local context = { name = context_of(doc, base), written = {} }
    write_context(out, doc, base)
    for entity in doc:entities() do write_entity(out, entity, base) end
    write_mentions(out, doc, options, base, context)
    local parts = write_parts(out, doc, base, context)
    for quote in doc:quotes() do write_quote(out, quote, base, parts[quote.id]) end
  end,
}
