-- doccano JSONL for relation extraction: entities, and relations from source and cue to
-- the content that they belong to. Offsets are code points.
local spans = require "quoth.formats.spans"

return {
  name = "doccano",
  description = "doccano JSONL with entities and relations, a text a line",
  media_type = "application/x-ndjson",
  independent = true,
  options = { mentions = spans.option },
  render = function(doc, out, options)
    local list = spans.all(doc, options.mentions)
    out:write '{"entities":['
    for id, span in ipairs(list) do
      local start = doc:offset(span.start, "codepoint") -- before the end: places are found from the last one
      out:write(id > 1 and ',{"end_offset":' or '{"end_offset":', doc:offset(span.stop, "codepoint"), ',"id":', id, ',"label":')
      out:json(span.label):write(',"start_offset":', start, "}")
    end
    out:write '],"relations":['
    for id, link in ipairs(spans.links(list)) do
      out:write(id > 1 and ',{"from_id":' or '{"from_id":', link.from, ',"id":', id, ',"to_id":', link.to, ',"type":"', link.layer, '"}')
    end
    out:write '],"text":':json(doc:text()):write "}\n"
  end,
}
