-- pandoc --lua-filter quoth.lua: marks quotes and names (docs/pandoc.md).
-- Finds the module in build/ beside it, or where it was installed.
local here, version = PANDOC_SCRIPT_FILE:match "^(.*)/" or ".", _VERSION:match "%d+%.%d+"
local function find(form) return (form:gsub("HERE", here):gsub("VERSION", version)) end
package.path = find "HERE/build/lua/VERSION/?.lua;HERE/build/lua/VERSION/?/init.lua;"
  .. find "HERE/../../lua/VERSION/?.lua;HERE/../../lua/VERSION/?/init.lua;" .. package.path
package.cpath = find "HERE/build/lua/VERSION/?.so;HERE/../../../lib/lua/VERSION/?.so;" .. package.cpath
local found, filters = pcall(require, "quoth.pandoc")
if not found then
  error(("%s\nquoth is not there for the Lua %s of this pandoc: docs/pandoc.md tells how to build it, and of a filter that does without")
    :format(filters:match "^[^\n]*", version), 0)
end
return filters.filter { format = FORMAT }
