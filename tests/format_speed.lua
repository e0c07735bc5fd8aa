--- How fast formats write: MB of text a second, the reading left out.
--   lua5.4 tests/format_speed.lua BUILD_FOLDER FILE…
local build = assert(arg[1], "usage: lua5.4 tests/format_speed.lua BUILD_FOLDER FILE…")
package.path = ("%s/lua/5.4/?.lua;%s/lua/5.4/?/init.lua"):format(build, build)
package.cpath = build .. "/lua/5.4/?.so"
local formats = require "quoth.formats"
local quoth = require "quoth"

local SECONDS = 1
local OPTIONS = { tei = { corpus = true } }

local engine, docs, bytes = assert(quoth.new()), {}, 0
for i = 2, #arg do
  local file = assert(io.open(arg[i], "rb"))
  local text = file:read "a"
  file:close()
  docs[#docs + 1] = assert(engine:extract(text, { id = arg[i] }))
  bytes = bytes + #text
end

local function speed(name)
  local target = { write = function() return true end }
  if not OPTIONS[name] then target.file = function() end end
  local run = assert(formats.start(name, OPTIONS[name] or {}, target))
  local begin, rounds = os.clock(), 0
  repeat
    for _, doc in ipairs(docs) do assert(run:document(doc)) end
    rounds = rounds + 1
  until os.clock() - begin > SECONDS
  assert(run:finish())
  return bytes * rounds / (os.clock() - begin) / 1e6
end

for _, name in ipairs(formats.names) do print(("%-14s %6.1f"):format(name, speed(name))) end
