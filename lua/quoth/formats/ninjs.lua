-- ninjs 2, the JSON of newswires: a news item a line, with people, organisations, places,
-- events and objects, the text as it is, and as HTML in which quotes are <q>.
local inline = require "quoth.formats.inline"
local iri = require "quoth.formats.iri"
local spans = require "quoth.formats.spans"
local speaker = require "quoth.formats.speaker"

local LISTS = {
  person = "people", organization = "organisations", place = "places", event = "events", work = "objects", product = "objects",
}

local function add_entities(item, doc)
  for entity in doc:entities() do
    local list = LISTS[entity.type]
    if list then
      item[list] = item[list] or {}
      table.insert(item[list], { name = entity.name, rel = entity.type == "person" and "mentioned" or "about" })
    end
  end
end

-- The text as HTML, in a string. `out` is left as it was.
local function html_of(doc, out)
  local list, mark = {}, #out
  for _, span in ipairs(spans.parts(doc)) do
    if span.layer == "content" then list[#list + 1] = span end
  end
  inline.walk(doc:text(), list, {
    paragraph = function() out:write "<p>" end,
    ended = function() out:write "</p>" end,
    text = function(text) out:html(text) end,
    open = function(span)
      local quote = span.quote
      out:write('<q class="', quote.type, quote.negated and " negated" or "", '"')
      local names = speaker.names(quote)
      if #names > 0 then out:write ' data-source="':html(table.concat(names, " → ")):write '"' end
      out:write ">"
    end,
    close = function() out:write "</q>" end,
  })
  return out:take(mark)
end

return {
  name = "ninjs",
  description = "ninjs 2, the newswires' JSON, a news item a line",
  media_type = "application/x-ndjson",
  independent = true,
  render = function(doc, out)
    local meta = doc:meta()
    local item = {
      uri = iri.of(doc), type = "text", language = "en", byline = meta.byline, contentcreated = meta.date,
      standard = { name = "ninjs", version = "2.0", schema = "https://iptc.org/std/ninjs/ninjs-schema_2.0.json" },
      headlines = { { role = "main", value = meta.title or meta.id or "Article" } },
    }
    add_entities(item, doc)
    item.bodies = {
      { role = "main", contenttype = "text/plain", value = doc:text() },
      { role = "quotes", contenttype = "text/html", value = html_of(doc, out) },
    }
    out:json(item):write "\n"
  end,
}
