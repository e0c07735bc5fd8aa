-- A row a quote (or an entity, or a mention), by RFC 4180.
local speaker = require "quoth.formats.speaker"

local QUOTE = { "document", "quote", "type", "speech", "negated", "speaker", "source", "cue", "lemma", "content",
  "reported_by", "start", "end", "confidence", "entity", "parent" }
local ENTITY = { "document", "entity", "type", "name", "aliases", "roles", "mentions", "start", "end", "country", "ref" }
local MENTION = { "document", "entity", "type", "kind", "text", "start", "end", "value", "confidence" }

local tables = {}

-- Each calls row(...) with the values of each of its columns.
function tables.quotes(doc, unit, row)
  local id = doc:meta().id
  for quote in doc:quotes() do
    local source, cue, content = quote.source, quote.cue, quote.content
    row(id, quote.id, quote.type, quote.speech, quote.negated, source and source.name, source and source.text,
      cue and cue.text, cue and cue.lemma, content.text, table.concat(speaker.reporters(quote), "; "),
      doc:offset(content.start, unit), doc:offset(content["end"], unit), quote.confidence,
      source and source.entity, quote.parent)
  end
end

function tables.entities(doc, unit, row)
  local id = doc:meta().id
  for entity in doc:entities() do
    local mentions = entity.mentions
    local first = mentions[1]
    row(id, entity.id, entity.type, entity.name, table.concat(entity.aliases, "; "), table.concat(entity.roles, "; "),
      #mentions, first and doc:offset(first.start, unit), first and doc:offset(first["end"], unit), entity.country, entity.ref)
  end
end

function tables.mentions(doc, unit, row)
  local id = doc:meta().id
  for mention in doc:mentions() do
    row(id, mention.entity, mention.type, mention.kind, mention.text, doc:offset(mention.start, unit),
      doc:offset(mention["end"], unit), mention.value, mention.confidence)
  end
end

local COLUMNS = { quotes = QUOTE, entities = ENTITY, mentions = MENTION }

--- A format of rows, whose writer method is `escape` and whose lines end with `ending`.
local function rows(escape, ending)
  return {
    independent = true,
    options = {
      table = { type = "string", default = "quotes", one_of = { "quotes", "entities", "mentions" },
        description = "what a row is" },
    },
    begin = function(out, options)
      local columns = COLUMNS[options.table]
      for i, name in ipairs(columns) do
        if i > 1 then out:write(escape == "csv" and "," or "\t") end
        out[escape](out, name)
      end
      out:write(ending)
    end,
    render = function(doc, out, options)
      local write = out[escape]
      tables[options.table](doc, options.offsets, function(...) write(out, ...):write(ending) end)
    end,
  }
end

local csv = rows("csv", "\r\n")
csv.name, csv.description, csv.media_type = "csv", "a row a quote, RFC 4180, with a head line", "text/csv"
csv.rows = rows

return csv
