-- Prodigy JSONL for spans_manual: a text a line with its tokens and spans. Labels are the
-- types of entities, and "source", "cue" and "content". Offsets are code points.
local spans = require "quoth.formats.spans"
local tokens = require "quoth.formats.tokens"

return {
  name = "prodigy",
  description = "Prodigy JSONL with tokens and spans, a text a line",
  media_type = "application/x-ndjson",
  options = { mentions = spans.option },
  render = function(doc, out, options)
    local task = { text = doc:text(), _view_id = "spans_manual", meta = { id = doc:meta().id, url = doc:meta().url },
      tokens = {}, spans = {} }
    if not next(task.meta) then task.meta = nil end
    local list = spans.all(doc, options.mentions)
    local cover = tokens.cover(list)
    for sentence in tokens.sentences(doc) do
      for _, token in ipairs(sentence.tokens) do
        local id = #task.tokens
        for _, span in ipairs(cover(token)) do
          if span.begins then span.first = id end
          span.last = id
        end
        task.tokens[id + 1] = { text = token.text, start = doc:offset(token.start, "codepoint"),
          ["end"] = doc:offset(token["end"], "codepoint"), id = id, ws = token.next_start > token["end"] }
      end
    end
    for _, span in ipairs(list) do
      if span.first then
        task.spans[#task.spans + 1] = { start = doc:offset(span.start, "codepoint"), ["end"] = doc:offset(span.stop, "codepoint"),
          token_start = span.first, token_end = span.last, label = span.label }
      end
    end
    out:json(task):write "\n"
  end,
}
