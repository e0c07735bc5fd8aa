-- The same JSON as format json, one line a document.
local json = require "quoth.formats.json"

return {
  name = "ndjson",
  description = "one JSON object a document, on one line",
  media_type = "application/x-ndjson",
  read = json.read,
  render = function(doc, out, options) out:write(doc:json(json.document_options(doc, options, false)), "\n") end,
}
