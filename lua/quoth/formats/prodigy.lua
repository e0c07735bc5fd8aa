-- Prodigy JSONL for spans_manual: a text a line with its tokens and spans. Labels are the
-- types of entities, and "source", "cue" and "content". Offsets are code points.
local spans = require "quoth.formats.spans"

local TOKEN = '{"end":%e,"id":%n,"start":%b,"text":%j,"ws":%(false%|true%)}'

-- A list of JSON; each of its items has been written with a comma behind it.
local function write_list(out, items)
  out:write("[", items:sub(1, -2), "]")
end

local function write_spans(out, doc, mentions)
  local mark, starts, stops, firsts, lasts, labels =
    #out, spans.columns(doc, mentions, "start", "end", "first", "last", "label")
  for i, first in ipairs(firsts) do
    if lasts[i] >= first then
      local start = doc:offset(starts[i], "codepoint") -- before the end: places are found from the last one
      out:write('{"end":', doc:offset(stops[i], "codepoint"), ',"label":'):json(labels[i])
      out:write(',"start":', start, ',"token_end":', lasts[i] - 1, ',"token_start":', first - 1, "},")
    end
  end
  write_list(out, out:take(mark))
end

return {
  name = "prodigy",
  description = "Prodigy JSONL with tokens and spans, a text a line",
  media_type = "application/x-ndjson",
  independent = true,
  options = { mentions = spans.option },
  render = function(doc, out, options)
    local meta, count = doc:meta(), doc:count "tokens"
    out:write '{"_view_id":"spans_manual",'
    if meta.id or meta.url then out:write '"meta":':json { id = meta.id, url = meta.url }:write "," end
    out:write '"spans":'
    write_spans(out, doc, options.mentions)
    out:write ',"text":':json(doc:text()):write ',"tokens":'
    out:write "["
    if count > 0 then
      out:rows(doc, 1, count - 1, TOKEN .. ",", "codepoint", 1):rows(doc, count, count, TOKEN, "codepoint", 1)
    end
    out:write "]}\n"
  end,
}
