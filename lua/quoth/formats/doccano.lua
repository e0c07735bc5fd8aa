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
    local entities, relations = {}, {}
    local list = spans.all(doc, options.mentions)
    for id, span in ipairs(list) do
      entities[id] = { id = id, label = span.label, start_offset = doc:offset(span.start, "codepoint"),
        end_offset = doc:offset(span.stop, "codepoint") }
    end
    for id, link in ipairs(spans.links(list)) do
      relations[id] = { id = id, type = link.layer, from_id = link.from, to_id = link.to }
    end
    out:json { text = doc:text(), entities = entities, relations = relations }:write "\n"
  end,
}
