--- Where the command writes: standard output, a file that appears only when all is
-- written, a device, a folder for formats that write several files, or a database for
-- formats that write SQL.
local batch = require "quoth.batch"

local output = {}

local Output = {}
Output.__index = Output

local function is_folder(path)
  local folder = io.open(path .. "/.", "rb")
  if folder then folder:close() end
  return folder ~= nil
end

local function open_folder(path, format)
  if not format.files then return nil, ("%s is a folder, and format %s writes one file"):format(path, format.name or "?") end
  path = path:gsub("/*$", "")
  local good, message = batch.make_folder(path)
  return good and { folder = path }, message
end

local function open_database(path)
  local there, database = pcall(require, "quoth.database")
  if not there then
    return nil, ("this build has no SQLite: build it again with libsqlite3-dev, or write the SQL: … | sqlite3 %s"):format(path)
  end
  local db, message = database.open(path)
  return db and { database = db }, message
end

local function open_path(path, format)
  if not path then return { file = io.stdout } end
  if format.database then return open_database(path) end
  if path:find "/$" or is_folder(path) then return open_folder(path, format) end
  if path:find "^/dev/" then -- a rename would put a file in the place of the device
    local device, message = io.open(path, "wb")
    return device and { file = device }, message
  end
  local temporary = ("%s.%d.part"):format(path, os.time())
  local file, message = io.open(temporary, "wb")
  return file and { file = file, temporary = temporary, path = path }, message
end

--- Opens an output for a format; path may be nil for standard output. Returns the
-- output, whose `file` takes text (nil for a folder); or nil and a message.
function output.open(path, format)
  local self, message = open_path(path, format)
  return self and setmetatable(self, Output), message
end

-- Writes one of several files into the folder; raises where that fails.
local function write_file(folder, name, text)
  if name:find "^%.?%.?$" or name:find "[/%z]" then error(("'%s' is no name of a file"):format(name), 0) end
  local file, message = io.open(folder .. "/" .. name, "wb")
  if not file then error(message, 0) end
  local good
  good, message = file:write(text)
  file:close()
  if not good then error(message, 0) end
end

--- The target of a format's session (quoth.formats.session). Sets `failed` to what is
-- wrong when something could not be written.
function Output:target()
  if self.folder then
    return {
      write = function() return true end, -- such a format has nothing to say but its files
      file = function(name, text) write_file(self.folder, name, text) end,
    }
  end
  return {
    write = function(chunk)
      local good, message
      if self.database then good, message = self.database:run(chunk) else good, message = self.file:write(chunk) end
      if not good then self.failed = self.failed or message or "could not be written" end
      return good and true, message
    end,
  }
end

--- Ends the output; with keep, the file gets its name, else it goes. Returns true, or
-- nil and a message.
function Output:close(keep)
  if self.folder then return true end
  if self.database then
    self.database:close()
    return true
  end
  if not self.path then return self.file:flush() end
  local good, message = self.file:close()
  if good and keep then good, message = os.rename(self.temporary, self.path) end
  if not (good and keep) then os.remove(self.temporary) end
  return good, message
end

return output
