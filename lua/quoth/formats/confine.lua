--- Runs the file of a user's format. A format only turns documents into text, so it
-- gets what that needs: Lua's functions on values. It can open no file, start no
-- program and load no code. It may run for as long as it likes, and fill the memory:
-- it is the user who starts it, and who can stop it.
local confine = {}

local FUNCTIONS = { "assert", "error", "ipairs", "next", "pairs", "pcall", "select", "tonumber", "tostring", "type", "unpack" }
local LIBRARIES = { "string", "table", "math", "utf8" }

-- Modules of quoth that a format may ask for: they only compute.
local MODULES = {
  ["quoth.formats.inline"] = true, ["quoth.formats.iri"] = true, ["quoth.formats.spans"] = true,
  ["quoth.formats.speaker"] = true, ["quoth.formats.tokens"] = true,
}

-- A copy, so that what a format changes stays its own.
local function copy(library)
  local own = {}
  for key, value in pairs(library) do own[key] = value end
  return own
end

local function environment()
  local env = {}
  for _, name in ipairs(FUNCTIONS) do env[name] = _G[name] end
  for _, name in ipairs(LIBRARIES) do env[name] = copy(_G[name] or {}) end
  env.string.dump = nil
  env._G = env
  function env.require(name)
    if not MODULES[name] then error(("a format may not require '%s'"):format(tostring(name)), 2) end
    return copy(require(name))
  end
  return env
end

local function load_text(text, name, env)
  if text:byte(1) == 27 then return nil, name:sub(2) .. ": is compiled Lua, which is not read: give the source" end
  if not rawget(_G, "setfenv") then return load(text, name, "t", env) end
  local chunk, message = loadstring(text, name) -- luacheck: ignore
  return chunk and setfenv(chunk, env), message -- luacheck: ignore
end

--- Runs a file; returns its value, or nil and a message.
function confine.load(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local text = file:read "*a"
  file:close()
  if not text then return nil, path .. ": cannot be read" end
  local chunk
  chunk, message = load_text(text, "@" .. path, environment())
  if not chunk then return nil, message end
  local good, value = pcall(chunk)
  if not good then return nil, tostring(value) end
  return value
end

return confine
