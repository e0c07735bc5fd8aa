--- One output in one format: documents go in one by one, text comes out. What was
-- written goes to the target between documents, so memory does not grow with their
-- number, and a document that fails leaves no half of itself.
--
-- A target is a table:
--   write(chunk)        takes the next piece of the output; returns true, or nil, message
--   file(name, text)    takes a file of its own, for formats that write several, which
--                       find it as options.file; absent where there is no place for it
-- Without a target the output is collected, and files go to options.files, if that is
-- a table.
local core = require "quoth.core"

local session = {}

local Session = {}
Session.__index = Session

-- What waits for the target at most, but for a document that has more.
local CHUNK = 64 * 1024

local function collector(files)
  local parts = {}
  return {
    write = function(chunk)
      parts[#parts + 1] = chunk
      return true
    end,
    file = files and function(name, text) files[name] = text end,
    result = function() return table.concat(parts) end,
  }
end

--- A session of a format; used by quoth.formats.start.
function session.new(format, options, target)
  target = target or collector(options.files)
  options.file = target.file
  local out = core.writer()
  local self = setmetatable({ format = format, options = options, target = target, out = out }, Session)
  local good, message, code = self:try(format.begin, out, options)
  if not good then return nil, message, code end
  return self
end

-- Runs a function of the format. What it raises is the format's fault and is told, and
-- what it wrote before is dropped.
function Session:try(callback, ...)
  if not callback then return true end
  local length = #self.out
  local good, message = pcall(callback, ...)
  if good then return true end
  self.out:cut(length)
  return nil, ("format %s: %s"):format(self.format.name or "?", tostring(message)), "format"
end

function Session:flush(limit)
  if #self.out <= limit then return true end
  local good, message = self.target.write(self.out:take())
  if not good then return nil, message or "could not be written", "write" end
  return true
end

local function events(format, doc, out, options)
  if format.document then format.document(doc, out, options) end
  if format.entity or format.mention then
    for entity in doc:entities() do
      if format.entity then format.entity(entity, out, options, doc) end
      for _, mention in ipairs(format.mention and entity.mentions or {}) do
        format.mention(mention, out, options, entity, doc)
      end
    end
  end
  if format.quote then
    for quote in doc:quotes() do format.quote(quote, out, options, doc) end
  end
end

--- Writes a document. Returns true, or nil, message, code.
function Session:document(doc)
  local render = self.format.render or function(...) return events(self.format, ...) end
  local good, message, code = self:try(render, doc, self.out, self.options)
  if not good then return nil, message, code end
  return self:flush(CHUNK)
end

--- Ends the output. Returns true, or what was collected; or nil, message, code.
function Session:finish()
  local good, message, code = self:try(self.format.finish, self.out, self.options)
  if good then good, message, code = self:flush(0) end
  if not good then return nil, message, code end
  if self.target.result then return self.target.result() end
  return true
end

return session
