-- TEI P5. Quotes with a speaker are <said who>, others <quote>; mentions are <persName>,
-- <orgName>, <placeName>, <date> or <rs>, with ref to the participants in the header. An
-- element that had to be cut names the one before it with @prev, as do the parts of a
-- split quotation. Several documents are files of their own or, with corpus=yes, one
-- <teiCorpus>.
local inline = require "quoth.formats.inline"
local single = require "quoth.formats.single"
local spans = require "quoth.formats.spans"

local CATEGORIES = { "direct", "indirect", "mixed", "negated" }

local NAMES = { person = "persName", organization = "orgName", place = "placeName", date = "date" }

-- ---- the header ----

local function element(out, name, text)
  out:write("<", name, ">"):xml((text:gsub("%s+", " "))):write("</", name, ">")
end

local function write_source(out, meta)
  out:write "<sourceDesc><p>"
  if meta.url then out:write '<ref target="':xml(meta.url):write '">':xml(meta.site or meta.url):write "</ref>"
  else out:xml(meta.site or meta.id or "text") end
  if meta.date then out:write ' <date>':xml(meta.date):write "</date>" end
  out:write "</p></sourceDesc>\n"
end

local function write_file_description(out, meta)
  out:write "<fileDesc>\n<titleStmt>"
  element(out, "title", meta.title or meta.id or "Article")
  if meta.byline then element(out, "author", meta.byline) end
  out:write "</titleStmt>\n<publicationStmt><p>Annotated by quoth.</p></publicationStmt>\n"
  write_source(out, meta)
  out:write "</fileDesc>\n"
end

local function write_encoding(out)
  out:write '<encodingDesc><classDecl><taxonomy xml:id="speech">'
  for _, name in ipairs(CATEGORIES) do out:write('<category xml:id="', name, '"><catDesc>', name, "</catDesc></category>") end
  out:write "</taxonomy></classDecl></encodingDesc>\n"
end

-- element: person, org or place; name: its name's element.
local function write_participant(out, entity, prefix, tag, name)
  out:write("<", tag, ' xml:id="', prefix, "e", entity.id, '">')
  element(out, name, entity.name)
  for _, alias in ipairs(entity.aliases) do
    out:write("<", name, ' type="alias">'):xml(alias):write("</", name, ">")
  end
  for _, role in ipairs(tag == "person" and entity.roles or {}) do element(out, "occupation", role) end
  out:write("</", tag, ">\n")
end

local function write_list(out, listed, prefix, type, list, tag)
  if #listed[type] == 0 then return end
  out:write("<", list, ">\n")
  for _, entity in ipairs(listed[type]) do write_participant(out, entity, prefix, tag, NAMES[type]) end
  out:write("</", list, ">\n")
end

local function write_profile(out, listed, prefix)
  local people, places = #listed.person + #listed.organization > 0, #listed.place > 0
  if not people and not places then return end
  out:write "<profileDesc>\n"
  if people then
    out:write "<particDesc>\n"
    write_list(out, listed, prefix, "person", "listPerson", "person")
    write_list(out, listed, prefix, "organization", "listOrg", "org")
    out:write "</particDesc>\n"
  end
  if places then
    out:write "<settingDesc>\n"
    write_list(out, listed, prefix, "place", "listPlace", "place")
    out:write "</settingDesc>\n"
  end
  out:write "</profileDesc>\n"
end

-- Who can be pointed at: by type a list of the entities that stand in the header, by id true.
local function listed_of(doc)
  local listed = { person = {}, organization = {}, place = {} }
  for entity in doc:entities() do
    local list = listed[entity.type]
    if list then
      list[#list + 1] = entity
      listed[entity.id] = true
    end
  end
  return listed
end

local function write_header(out, doc, listed, prefix, with_encoding)
  out:write "<teiHeader>\n"
  write_file_description(out, doc:meta())
  if with_encoding then write_encoding(out) end
  write_profile(out, listed, prefix)
  out:write "</teiHeader>\n"
end

-- ---- the text ----

-- Only those in the header can be pointed at.
local LISTED = { person = true, organization = true, place = true }

-- A day, month or year of the W3C; a season (2003-22) is none.
local function is_w3c(value)
  return value:find "^%d%d%d%d[%d-]*$" and not value:find "^%d%d%d%d%-[2-9]"
end

local function date_attributes(value)
  if is_w3c(value) then return (' when="%s"'):format(value) end
  local from, to = value:match "^(.*)/(.*)$"
  return from and is_w3c(from) and is_w3c(to) and (' from="%s" to="%s"'):format(from, to) or ""
end

local function open_mention(out, span, prefix)
  local name = span.kind == "name" and NAMES[span.label] or "rs"
  out:write("<", name)
  if name == "rs" then out:write ' type="':xml((span.label:gsub("%s", "_"))):write '"' end
  if span.entity and LISTED[span.label] then out:write(' ref="#', prefix, "e", span.entity, '"') end
  if name == "date" and span.value then out:write(date_attributes(span.value)) end
  out:write ">"
  return name
end

local function open_quote(out, span, prefix, listed)
  local quote = span.quote
  local name = quote.source and "said" or "quote"
  out:write("<", name, ' ana="#', quote.type, quote.negated and " #negated" or "", '"')
  if name == "said" then
    local entity = quote.source.entity
    if entity and listed[entity] then out:write(' who="#', prefix, "e", entity, '"') end
    out:write(' direct="', quote.type == "direct" and "true" or "false", '"')
    if not quote.speech then out:write ' aloud="false"' end
  end
  return name
end

local function open_part(out, span, prefix)
  out:write('<seg type="', span.layer, '" corresp="#', prefix, "q", span.quote.id, '">')
  return "seg"
end

local function write_body(doc, out, options, listed, prefix)
  local parts, names = {}, {}
  local events = {}
  function events.paragraph() out:write "<p>" end
  function events.ended() out:write "</p>\n" end
  function events.text(text) out:xml(text) end
  function events.close() out:write("</", table.remove(names), ">") end
  function events.open(span)
    if span.layer == "entity" then names[#names + 1] = open_mention(out, span, prefix)
    elseif span.layer ~= "content" then names[#names + 1] = open_part(out, span, prefix)
    else
      names[#names + 1] = open_quote(out, span, prefix, listed)
      local id = span.quote.id
      local part = (parts[id] or 0) + 1
      parts[id] = part
      out:write(' xml:id="', prefix, "q", id, part > 1 and "." .. part or "", '"')
      if part > 1 then out:write(' prev="#', prefix, "q", id, part > 2 and "." .. part - 1 or "", '"') end
      out:write ">"
    end
  end
  out:write "<text><body>\n"
  local mark = #out
  inline.walk(doc:text(), spans.with_names(doc, options.mentions), events)
  if #out == mark then out:write "<p/>\n" end
  out:write "</body></text>\n"
end

local NAMESPACE = ' xmlns="http://www.tei-c.org/ns/1.0"'

local DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

local function write_alone(doc, out, options)
  out:write(DECLARATION, "<TEI", NAMESPACE, ">\n")
  local listed = listed_of(doc)
  write_header(out, doc, listed, "", true)
  write_body(doc, out, options, listed, "")
  out:write "</TEI>\n"
end

local function write_in_corpus(doc, out, options)
  out.state.count = out.state.count + 1
  local prefix, listed = ("d%d."):format(out.state.count), listed_of(doc)
  out:write "<TEI>\n"
  write_header(out, doc, listed, prefix, false)
  write_body(doc, out, options, listed, prefix)
  out:write "</TEI>\n"
end

local function begin_corpus(out, options)
  if options.file then error("corpus=yes writes one file, not a folder", 0) end
  out.state.count = 0
  out:write(DECLARATION, "<teiCorpus", NAMESPACE, ">\n<teiHeader>\n")
  write_file_description(out, { title = "Articles", id = "several articles" })
  write_encoding(out)
  out:write "</teiHeader>\n"
end

return {
  name = "tei",
  description = "TEI P5: speech with its speaker, names with who they are",
  media_type = "application/tei+xml",
  files = true,
  options = {
    mentions = { type = "string", default = "all", one_of = spans.option.one_of, description = spans.option.description },
    corpus = { type = "boolean", default = false, description = "one teiCorpus of all documents" },
  },
  begin = function(out, options)
    if options.corpus then begin_corpus(out, options) end
  end,
  render = function(doc, out, options)
    if options.corpus then write_in_corpus(doc, out, options)
    else single.write(doc, out, options, { { ".xml", write_alone } }) end
  end,
  finish = function(out, options)
    if options.corpus then out:write "</teiCorpus>\n" end
  end,
}
