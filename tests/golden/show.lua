--- Shows what is found in golden cases, and what is wrong with it.
-- lua5.4 tests/golden/show.lua FILE [PART OF A TITLE]
local build = os.getenv "QUOTH_BUILD" or "build"
package.path = ("%s/lua/5.4/?.lua;%s/lua/5.4/?/init.lua;./?.lua;%s"):format(build, build, package.path)
package.cpath = ("%s/lua/5.4/?.so;%s"):format(build, package.cpath)

local golden = require "tests.spec.golden"

local path, part = arg[1], arg[2] or ""
if not path then
  io.stderr:write "usage: lua5.4 tests/golden/show.lua FILE [PART OF A TITLE]\n"
  os.exit(2)
end

local file = assert(io.open(path, "rb"))
local right, wrong = 0, 0
for _, case in ipairs(golden.parse(path, file:read "a")) do
  if case.title:find(part, 1, true) then
    local doc = golden.extract(case)
    local complaints = golden.judge(case, doc)
    if #complaints == 0 then right = right + 1 else wrong = wrong + 1 end
    print(("\n%s%s\n%s\n---\n%s"):format(#complaints == 0 and "" or "WRONG: ", case.title, case.text, golden.show(doc)))
    for _, complaint in ipairs(complaints) do print("! " .. complaint:gsub("\n", "\n! ")) end
  end
end
print(("\n%d right, %d wrong"):format(right, wrong))
