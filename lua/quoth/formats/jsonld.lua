-- schema.org as JSON-LD: NewsArticle, Person, Organization, Place …, and a Quotation for
-- each quote, with spokenByCharacter; those who passed it on are its contributors.
local iri = require "quoth.formats.iri"
local speaker = require "quoth.formats.speaker"

local TYPES = {
  person = "Person", organization = "Organization", place = "Place", event = "Event", work = "CreativeWork", product = "Product",
}

local function node(out, value)
  if out.state.any then out:write ",\n" end
  out.state.any = true
  out:json(value)
end

-- A reference to an entity that has a node, or its name.
local function reference(base, known, entity, name)
  if entity and known[entity] then return { ["@id"] = ("%s#e%d"):format(base, entity) } end
  return { name = name }
end

-- Nothing in place of an empty list.
local function some(list) return list[1] ~= nil and list or nil end

local function write_article(out, doc, base, parts, mentions)
  local meta = doc:meta()
  node(out, {
    ["@id"] = base, ["@type"] = "NewsArticle", headline = meta.title or meta.id, url = meta.url, datePublished = meta.date,
    author = meta.byline and { ["@type"] = "Person", name = meta.byline } or nil,
    publisher = meta.site and { ["@type"] = "Organization", name = meta.site } or nil,
    hasPart = some(parts), mentions = some(mentions),
  })
end

local function write_entity(out, entity, base, known)
  local affiliations = {}
  for _, id in ipairs(entity.affiliations or {}) do
    if known[id] then affiliations[#affiliations + 1] = reference(base, known, id) end
  end
  node(out, {
    affiliation = some(affiliations), sameAs = entity.ref and entity.ref:match "^https?://.*$",
    ["@id"] = ("%s#e%d"):format(base, entity.id), ["@type"] = TYPES[entity.type], name = entity.name,
    alternateName = some(entity.aliases), jobTitle = entity.type == "person" and some(entity.roles) or nil,
  })
end

-- What kind of quote it is, in words.
local function keywords(quote)
  local list = { quote.type }
  if quote.negated then list[#list + 1] = "negated" end
  if not quote.speech then list[#list + 1] = "not speech" end
  return list
end

local function write_quote(out, quote, base, known)
  local contributors, source = {}, quote.source
  for i, reporter in ipairs(quote.reported_by) do contributors[i] = reference(base, known, reporter.entity, reporter.name) end
  node(out, {
    ["@id"] = ("%s#q%d"):format(base, quote.id), ["@type"] = "Quotation", text = quote.content.text, keywords = keywords(quote),
    isPartOf = { ["@id"] = quote.parent and ("%s#q%d"):format(base, quote.parent) or base },
    spokenByCharacter = source and reference(base, known, source.entity, speaker.name(quote)) or nil,
    contributor = some(contributors),
  })
end

return {
  name = "jsonld",
  description = "schema.org in JSON-LD: NewsArticle, Quotation, Person and others",
  media_type = "application/ld+json",
  begin = function(out) out:write '{"@context":"https://schema.org","@graph":[\n' end,
  render = function(doc, out)
    local base, known, parts, mentions = iri.of(doc), {}, {}, {}
    for entity in doc:entities() do
      known[entity.id] = TYPES[entity.type] ~= nil
      if known[entity.id] then mentions[#mentions + 1] = { ["@id"] = ("%s#e%d"):format(base, entity.id) } end
    end
    for i = 1, doc:count "quotes" do parts[i] = { ["@id"] = ("%s#q%d"):format(base, i) } end
    write_article(out, doc, base, parts, mentions)
    for entity in doc:entities() do
      if known[entity.id] then write_entity(out, entity, base, known) end
    end
    for quote in doc:quotes() do write_quote(out, quote, base, known) end
  end,
  finish = function(out) out:write "\n]}\n" end,
}
