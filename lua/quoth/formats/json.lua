-- The document as readable JSON, written by the core (docs/json.md).
local json = {
  name = "json",
  description = "one JSON object a document, on several lines",
  media_type = "application/json",
}

--- The options of doc:json for a document: its meta data and what the caller asks for.
function json.document_options(doc, options, pretty)
  local result = { pretty = pretty }
  for key, value in pairs(doc:meta()) do result[key] = value end
  for _, key in ipairs { "offsets", "with_text", "explain" } do result[key] = options[key] end
  return result
end

--- Writes one document; see quoth.formats.
function json.render(doc, out, options)
  out:write(doc:json(json.document_options(doc, options, true)), "\n")
end

return json
