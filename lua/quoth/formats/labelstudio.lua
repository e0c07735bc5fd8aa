-- Label Studio: a list of tasks with predictions, for a project whose text tag is named
-- "text" and whose labels are named "label". Relations lead from source and cue to their
-- content. Offsets are UTF-16 units, as JavaScript counts.
local core = require "quoth.core"
local spans = require "quoth.formats.spans"

local function region(doc, span, id)
  local text = doc:text():sub(span.start + 1, span.stop)
  return { id = id, from_name = "label", to_name = "text", type = "labels", value = {
    start = doc:offset(span.start, "utf16"), ["end"] = doc:offset(span.stop, "utf16"), text = text, labels = { span.label },
  } }
end

local function results(doc, options)
  local list, result = spans.all(doc, options.mentions), {}
  for i, span in ipairs(list) do result[i] = region(doc, span, "r" .. i) end
  for _, link in ipairs(spans.links(list)) do
    result[#result + 1] = { type = "relation", from_id = "r" .. link.from, to_id = "r" .. link.to, direction = "right",
      labels = { link.layer } }
  end
  return result
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
    out:json {
      data = { text = doc:text(), id = meta.id, url = meta.url, title = meta.title },
      predictions = { { model_version = "quoth " .. core.version, result = results(doc, options) } },
    }
  end,
  finish = function(out) out:write "\n]\n" end,
}
