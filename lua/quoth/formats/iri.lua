--- Addresses of documents, for formats that need one.
local iri = {}

local function encoded(byte) return ("%%%02X"):format(byte:byte()) end

--- The document's own address without a fragment, where it has one; else
-- urn:quoth: and its id, percent-encoded.
function iri.of(doc)
  local meta = doc:meta()
  local url = meta.url and meta.url:match "^(https?://[^#]+)"
  if url then return (url:gsub("[^%w%-._~:/?@!$&'()*+,;=%%]", encoded)) end
  return "urn:quoth:" .. ((meta.id or "document"):gsub("[^%w%-._~/]", encoded))
end

return iri
