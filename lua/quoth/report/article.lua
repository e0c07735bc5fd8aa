--- One article of the HTML report: its text with quotes, sources, cues and names marked,
-- its list of quotes, and its list of entities.
--
-- Quotes nest and sources overlap names, so the text is cut at every border and each piece
-- says in its attributes what it belongs to. The script of the report (report.js) reads
-- them: data-q, data-s, data-c hold ids of quotes whose content, source or cue covers the
-- piece (outer before inner), data-e the id of an entity.
local speaker = require "quoth.formats.speaker"

local M = {}

-- Speakers share this many colours.
local HUES = 10

-- ---- pieces of the text ----

-- What covers which bytes, as lists of starts, stops, layers and ids, in order of position, of
-- those that begin together the longest first. What belongs to nobody known is left out.
local function coverings(doc)
  local starts, stops, layers, ids, entities =
    doc:columns({ "parts", "mentions" }, "start", "end", "layer", "number", "entity")
  local count = 0
  for i = 1, #starts do
    local id = ids[i]
    if layers[i] == "entity" then id = entities[i] end
    if id then
      count = count + 1
      starts[count], stops[count], layers[count], ids[count] = starts[i], stops[i], layers[i], id
    end
  end
  return { count = count, starts = starts, stops = stops, layers = layers, ids = ids }
end

-- All places where something begins or ends, line ends too: paragraphs are never crossed.
-- Sorted; a place may be there more than once.
local function borders(text, covers)
  local places, count, starts, stops = { 0, #text }, 2, covers.starts, covers.stops
  for i = 1, covers.count do
    places[count + 1], places[count + 2] = starts[i], stops[i]
    count = count + 2
  end
  local first = text:find("\n", 1, true)
  while first do
    local behind = text:find("[^\n]", first) or #text + 1
    places[count + 1], places[count + 2] = first - 1, behind - 1
    count = count + 2
    first = text:find("\n", behind, true)
  end
  table.sort(places)
  return places
end

-- Calls piece(first, last, active, count) for each piece in text order; active lists the
-- indices of its coverings, count of them.
local function each_piece(text, covers, piece)
  local places, active, count, next_cover = borders(text, covers), {}, 0, 1
  local starts, stops, all = covers.starts, covers.stops, covers.count
  for i = 1, #places - 1 do
    local first, last = places[i], places[i + 1]
    if first < last then
      local kept = 0
      for k = 1, count do
        if stops[active[k]] > first then
          kept = kept + 1
          active[kept] = active[k]
        end
      end
      while next_cover <= all and starts[next_cover] <= first do
        kept = kept + 1
        active[kept] = next_cover
        next_cover = next_cover + 1
      end
      count = kept
      piece(first, last, active, count)
    end
  end
end

local ATTRIBUTES = { content = ' data-q="', source = ' data-s="', cue = ' data-c="', entity = ' data-e="' }
local CLASSES = { content = "", source = "s", cue = "c", entity = "e" }

local function listed(ids, id) return ids and ids .. " " .. id or id end

local function attribute(layer, ids) return ids and ATTRIBUTES[layer] .. ids .. '"' or "" end

-- The attributes of a piece, the class of all but its quote, and its innermost quote.
local function attributes(covers, active, count)
  if count == 1 then
    local layer, id = covers.layers[active[1]], covers.ids[active[1]]
    return ATTRIBUTES[layer] .. id .. '"', CLASSES[layer], layer == "content" and id or nil
  end
  local quotes, sources, cues, entities, quote
  for k = 1, count do
    local layer, id = covers.layers[active[k]], covers.ids[active[k]]
    if layer == "content" then quotes, quote = listed(quotes, id), id
    elseif layer == "source" then sources = listed(sources, id)
    elseif layer == "cue" then cues = listed(cues, id)
    else entities = listed(entities, id) end
  end
  local data = attribute("content", quotes) .. attribute("source", sources) .. attribute("cue", cues)
  local class = (sources and " s" or "") .. (cues and " c" or "") .. (entities and " e" or "")
  return data .. attribute("entity", entities), class:sub(2), quote
end

-- ---- colours ----

--- Colours of speakers, none given out yet.
function M.colours() return { count = 0, hues = {} } end

-- The class of a speaker's colour; the same name has the same one in all documents.
local function hue(colours, name)
  if not name then return "hue-none" end
  if not colours.hues[name] then
    colours.hues[name] = colours.count % HUES
    colours.count = colours.count + 1
  end
  return ("hue-%d"):format(colours.hues[name])
end

-- ---- parts of the article ----

local function quote_classes(doc, colours)
  local classes = {}
  for quote in doc:quotes() do
    classes[quote.id] = ("q %s%s %s"):format(quote.type, quote.speech and "" or " belief", hue(colours, speaker.name(quote)))
  end
  return classes
end

local function write_text(doc, out, page)
  local text, classes, marked, open = doc:text(), quote_classes(doc, page.colours), {}, false
  local covers = coverings(doc)
  each_piece(text, covers, function(first, last, active, count)
    local piece = text:sub(first + 1, last)
    if piece:byte() == 10 and piece:find "^\n+$" then
      out:write(open and "</p>\n" or "")
      open = false
      return
    end
    if not open then out:write "<p>" end
    open = true
    if count == 0 then return out:html(piece) end
    local data, class, quote = attributes(covers, active, count)
    if quote and not marked[quote] then
      marked[quote] = true
      out:write('<a class="ref" href="#d', page.number, "-q", quote, '" aria-label="Quote ', quote, '">', quote, "</a>")
    end
    if quote then out:write('<span class="', classes[quote], class ~= "" and " " or "", class, '"', data, ">")
    else out:write('<span class="', class, '"', data, ">") end
    out:html(piece):write "</span>"
  end)
  if open then out:write "</p>\n" end
end

local function write_chain(quote, name, out)
  for _, reporter in ipairs(speaker.reporters(quote)) do
    out:write '<span class="reporter">':html(reporter):write '</span><span class="arrow" aria-label="reported"> → </span>'
  end
  out:write '<b class="speaker">':html(name or "No source given"):write "</b>"
end

local function write_card(quote, out, page)
  local id, type, speech, source, cue = quote.id, quote.type, quote.speech, quote.source, quote.cue
  local entity, name = source and source.entity, speaker.name(quote)
  out:write('<li class="card ', hue(page.colours, name), " ", type, '" id="d', page.number, "-q", id, '" data-id="', id,
    '" data-type="', type, '" data-speech="', tostring(speech), '"')
  if entity then out:write(' data-entity="', entity, '"') end
  out:write '><button type="button" aria-pressed="false"><span class="who">'
  write_chain(quote, name, out)
  if cue then out:write ' <i class="cue">':html((cue.text:gsub("%s*:$", ""))):write "</i>" end
  out:write '</span><span class="words">':html(quote.content.text):write '</span><span class="tags">'
  out:write(type, speech and "" or " · not speech", quote.negated and " · negated" or "", " · ")
  out:number(quote.confidence * 100, 0):write "% sure"
  if page.explain then out:write " · ":html(quote.rule or "") end
  out:write "</span></button></li>\n"
end

local PLURALS = {
  person = "People", organization = "Organizations", place = "Places", nationality = "Nationalities", date = "Dates",
  money = "Money", percent = "Percentages", quantity = "Quantities", event = "Events", work = "Works", product = "Products",
}
local ORDER = { "person", "organization", "place", "nationality", "event", "work", "product" }

-- How many mentions each entity has.
local function count_mentions(doc)
  local counts, numbers, entities = {}, doc:columns("mentions", "number", "entity")
  for i in ipairs(numbers) do
    local entity = entities[i]
    if entity then counts[entity] = (counts[entity] or 0) + 1 end
  end
  return counts
end

-- Entities by type, each {entity, id, mentions}: those the report knows first, then types of
-- rules; dates and amounts are no cast and stay out.
local function by_type(doc)
  local types, order, counts = {}, {}, count_mentions(doc)
  for entity in doc:entities() do
    local name, id = entity.type, entity.id
    if not types[name] then types[name] = {} end
    table.insert(types[name], { entity = entity, id = id, mentions = counts[id] or 0 })
  end
  for _, name in ipairs(ORDER) do
    if types[name] then order[#order + 1] = name end
  end
  local own = {}
  for name in pairs(types) do
    if not PLURALS[name] then own[#own + 1] = name end
  end
  table.sort(own)
  for _, name in ipairs(own) do order[#order + 1] = name end
  return types, order
end

local function write_entity(out, one)
  local roles = one.entity.roles
  out:write('<li><button type="button" class="entity" data-id="', one.id, '" aria-pressed="false"><span class="name">')
  out:html(one.entity.name):write "</span>"
  if #roles > 0 then out:write ' <span class="role">':html(table.concat(roles, ", ")):write "</span>" end
  out:write(' <span class="count" aria-label="mentions">', one.mentions, "</span></button></li>\n")
end

local function write_entities(doc, out)
  local types, order = by_type(doc)
  for _, name in ipairs(order) do
    local list = types[name]
    table.sort(list, function(a, b)
      if a.mentions ~= b.mentions then return a.mentions > b.mentions end
      return a.id < b.id
    end)
    out:write('<div class="type">\n<h4>'):html(PLURALS[name] or name):write "</h4>\n<ul>\n"
    for _, one in ipairs(list) do write_entity(out, one) end
    out:write "</ul>\n</div>\n"
  end
end

local function write_heading(doc, out, number)
  local meta = doc:meta()
  out:write(('<h2 id="d%d-title">'):format(number)):html(meta.title or meta.id or ("Document %d"):format(number)):write "</h2>\n"
  local facts = {}
  for _, name in ipairs { "byline", "date", "site" } do
    if meta[name] then facts[#facts + 1] = meta[name] end
  end
  if #facts > 0 then out:write '<p class="meta">':html(table.concat(facts, " · ")):write "</p>\n" end
  if meta.url and meta.url:find "^https?://" then
    out:write '<p class="meta"><a rel="noreferrer" href="':html(meta.url):write '">':html(meta.url):write "</a></p>\n"
  end
end

--- Writes the article. page: {colours: of M.colours, number: of the document, from 1,
-- explain: say which rule or model found each quote}.
function M.write(doc, out, page)
  local number = page.number
  out:write(('<article class="document" id="d%d" aria-labelledby="d%d-title">\n'):format(number, number))
  write_heading(doc, out, number)
  out:write '<div class="columns">\n<aside class="cast" aria-label="Entities">\n<h3>Who and what</h3>\n'
  write_entities(doc, out)
  out:write '</aside>\n<div class="text" tabindex="-1"><svg class="links" aria-hidden="true"></svg>\n'
  write_text(doc, out, page)
  out:write('</div>\n<aside class="quotes" aria-label="Quotes">\n<h3>', ("%d quotes"):format(doc:count "quotes"), "</h3>\n<ol>\n")
  for quote in doc:quotes() do write_card(quote, out, page) end
  out:write "</ol>\n</aside>\n</div>\n</article>\n"
end

return M
