-- A row a quote, by RFC 4180.
local COLUMNS = { "document", "quote", "type", "speech", "negated", "speaker", "source", "cue", "lemma", "content",
  "reported_by", "start", "end", "confidence" }

local function field(value)
  local text = value == nil and "" or tostring(value)
  if text:find '[",\r\n]' then text = '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local function row(out, values)
  for i = 1, #COLUMNS do out:write(i > 1 and "," or "", field(values[COLUMNS[i]])) end
  out:write "\r\n"
end

-- Names of the reporters, outermost first.
local function reporters(quote)
  local names = {}
  for i, reporter in ipairs(quote.reported_by) do names[i] = reporter.name end
  return table.concat(names, "; ")
end

-- The value of each column for a quote; also what format tsv writes.
local function values(doc, quote)
  local source, cue, content = quote.source, quote.cue, quote.content
  return {
    document = doc:meta().id, quote = quote.id, type = quote.type, speech = quote.speech, negated = quote.negated,
    speaker = source and source.name, source = source and source.text, cue = cue and cue.text,
    lemma = cue and cue.lemma, content = content.text, reported_by = reporters(quote), start = content.start,
    ["end"] = content["end"], confidence = ("%.2f"):format(quote.confidence),
  }
end

return {
  name = "csv",
  description = "a row a quote, RFC 4180, with a head line",
  media_type = "text/csv",
  columns = COLUMNS,
  values = values,
  begin = function(out)
    local head = {}
    for _, name in ipairs(COLUMNS) do head[name] = name end
    row(out, head)
  end,
  document = function(doc, out)
    for quote in doc:quotes() do row(out, values(doc, quote)) end
  end,
}
