--- What readers of formats share. See quoth.formats.read.
local reading = {}

--- The failure of a reader: nil, message, code.
function reading.fail(format, line, message)
  return nil, ("%s: line %d: %s"):format(format, line, message), "syntax"
end

--- The fields of a line, parted by one byte.
function reading.split(line, separator)
  local fields = {}
  for field in (line .. separator):gmatch("([^" .. separator .. "]*)" .. separator) do fields[#fields + 1] = field end
  return fields
end

--- A function from an offset in code points to one in bytes; nil past the end.
function reading.bytes_of(text)
  local bytes, count = {}, 0
  for at in text:gmatch "()[^\128-\191]" do
    bytes[count] = at - 1
    count = count + 1
  end
  bytes[count] = #text
  return function(code_point) return bytes[code_point] end
end

--- One JSON value at a position of a text, and where it ends; reading needs dkjson.
-- Returns nil, message, code where there is none.
function reading.json(format, text, at)
  local there, dkjson = pcall(require, "dkjson")
  if not there then return nil, format .. " is read with the Lua module dkjson: install lua-dkjson", "missing" end
  local value, stop, message = dkjson.decode(text, at or 1)
  if type(value) ~= "table" then return nil, ("%s: %s"):format(format, message or "not an object of JSON"), "syntax" end
  return value, stop
end

-- Calls change(span) for each span of a document.
local function each_span(doc, change)
  for _, entity in ipairs(doc.entities) do
    for _, mention in ipairs(entity.mentions) do change(mention) end
  end
  for _, quote in ipairs(doc.quotes) do
    for _, name in ipairs { "source", "cue", "content" } do
      for _, span in ipairs(quote[name] and quote[name].spans or {}) do change(span) end
    end
  end
end

--- Turns the code points of a document's spans into bytes and adds their texts, where
-- the text that they index is known: a string, or a table of strings by id.
function reading.with_text(doc, texts)
  local text = type(texts) == "table" and texts[doc.id] or type(texts) == "string" and texts or doc.text
  if not text then return doc end
  local byte = reading.bytes_of(text)
  each_span(doc, function(span)
    span.start, span["end"] = byte(span.start) or #text, byte(span["end"]) or #text
    span.text = text:sub(span.start + 1, span["end"])
  end)
  doc.text, doc.offsets = text, "byte"
  return doc
end

return reading
