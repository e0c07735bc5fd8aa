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
  for _, key in ipairs { "offsets", "explain" } do result[key] = options[key] end
  result.with_text = options.with_text or result.page ~= nil -- offsets into a page's text need it
  result.place = options.offsets_in == "html" and result.page or nil
  return result
end

--- Writes one document; see quoth.formats.
function json.render(doc, out, options)
  out:write(doc:json(json.document_options(doc, options, true)), "\n")
end

--- Reads documents, one behind the other, as json and ndjson write them.
function json.read(text, options)
  local docs, at = {}, 1
  while text:find("%S", at) do
    local doc, stop, code = require("quoth.formats.reading").json("json", text, at)
    if not doc then return nil, stop, code end
    local own = type(options.text) == "table" and options.text[doc.id] or options.text or doc.text
    if doc.offsets == "codepoint" then require("quoth.formats.reading").with_text(doc, own) else doc.text = own end
    docs[#docs + 1], at = doc, stop
  end
  return docs
end

return json
