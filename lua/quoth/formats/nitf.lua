-- NITF 3.6, the markup of newswires: quotes are <q quote-source>, names are <person>,
-- <org>, <location>, <event> and <object.title>, dates <chron>, sums <money>.
local inline = require "quoth.formats.inline"
local single = require "quoth.formats.single"
local spans = require "quoth.formats.spans"
local speaker = require "quoth.formats.speaker"

local NAMES = {
  person = "person", organization = "org", place = "location", event = "event", work = "object.title",
  product = "object.title", date = "chron", money = "money",
}

-- A date of at least a day, as NITF writes them: 20240303. A range is none.
local function norm(value)
  local year, month, day = (value or ""):match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
  return year and not value:find "/" and year .. month .. day
end

local function write_head(out, meta)
  out:write "<head><title>":xml(meta.title or meta.id or "Article"):write "</title>"
  if meta.site then out:write '<meta name="site" content="':xml(meta.site):write '"/>' end
  out:write "<docdata>"
  if meta.url then out:write '<doc-id id-string="':xml(meta.url):write '"/>' end
  if norm(meta.date) then out:write('<date.issue norm="', norm(meta.date), '"/>') end
  out:write "</docdata></head>\n"
end

local function write_body_head(out, meta)
  out:write "<body.head><hedline><hl1>":xml(meta.title or meta.id or "Article"):write "</hl1></hedline>"
  if meta.byline then out:write "<byline>":xml(meta.byline):write "</byline>" end
  out:write "</body.head>\n"
end

local function open_quote(out, quote)
  local names = speaker.names(quote)
  out:write('<q class="', quote.type, quote.negated and " negated" or "", '"')
  if #names > 0 then out:write ' quote-source="':xml((table.concat(names, " → "):gsub("%s+", " "))):write '"' end
  out:write ">"
  return "q"
end

local function open_name(out, span)
  local name = NAMES[span.label]
  local date = name == "chron" and norm(span.value)
  out:write("<", name, date and (' norm="%s"'):format(date) or "", ">")
  return name
end

-- Content, and names that lie in no other name: NITF's hold text only.
local function marked(doc)
  local list, last = {}, 0
  for _, span in ipairs(spans.with_names(doc, "names")) do
    if span.layer == "content" then list[#list + 1] = span
    elseif span.layer == "entity" and NAMES[span.label] and span.start >= last then
      list[#list + 1], last = span, span.stop
    end
  end
  return list
end

local function write(doc, out)
  local meta, names = doc:meta(), {}
  out:write '<?xml version="1.0" encoding="UTF-8"?>\n<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">\n'
  write_head(out, meta)
  out:write "<body>\n"
  write_body_head(out, meta)
  out:write "<body.content>\n"
  inline.walk(doc:text(), marked(doc), {
    paragraph = function() out:write "<p>" end,
    ended = function() out:write "</p>\n" end,
    text = function(text) out:xml(text) end,
    open = function(span)
      names[#names + 1] = span.quote and open_quote(out, span.quote) or open_name(out, span)
    end,
    close = function() out:write("</", table.remove(names), ">") end,
  })
  out:write "</body.content>\n</body>\n</nitf>\n"
end

return {
  name = "nitf",
  description = "NITF 3.6, the newswires' XML: quotes with quote-source, names",
  media_type = "application/nitf+xml",
  files = true,
  render = function(doc, out, options) single.write(doc, out, options, { { ".xml", write } }) end,
}
