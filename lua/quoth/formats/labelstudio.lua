-- Label Studio: a list of tasks with predictions, for a project whose text tag is named
-- "text" and whose labels are named "label". Relations lead from source and cue to their
-- content. Offsets are UTF-16 units, as JavaScript counts.
local core = require "quoth.core"
local spans = require "quoth.formats.spans"

-- Keys are written in the order of out:json.
local function write_region(out, doc, text, span, number)
  local start = doc:offset(span.start, "utf16") -- before the end: places are found from the last one
  out:write('{"from_name":"label","id":"r', number, '","to_name":"text","type":"labels","value":{"end":',
    doc:offset(span.stop, "utf16"), ',"labels":['):json(span.label):write('],"start":', start, ',"text":')
  out:json(text:sub(span.start + 1, span.stop)):write "}}"
end

local function write_results(out, doc, options)
  local text, list = doc:text(), spans.all(doc, options.mentions)
  for i, span in ipairs(list) do
    if i > 1 then out:write "," end
    write_region(out, doc, text, span, i)
  end
  for _, link in ipairs(spans.links(list)) do
    out:write(',{"direction":"right","from_id":"r', link.from, '","labels":["', link.layer, '"],"to_id":"r', link.to,
      '","type":"relation"}')
  end
end

return {
  name = "labelstudio",
  description = "Label Studio tasks with predictions",
  media_type = "application/json",
  options = { mentions = spans.option },
  begin = function(out) out:write "[" end,
  render = function(doc, out, options)
    out:write(out.state.any and ",\n" or "\n")
    out.state.any = true
    local meta = doc:meta()
    out:write '{"data":':json { text = doc:text(), id = meta.id, url = meta.url, title = meta.title }
    out:write(',"predictions":[{"model_version":"quoth ', core.version, '","result":[')
    write_results(out, doc, options)
    out:write "]}]}"
  end,
  finish = function(out) out:write "\n]\n" end,
}
