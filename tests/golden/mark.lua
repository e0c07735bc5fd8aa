--- Brings the lines "known failure" of golden files up to date with what the program
-- does: strikes those of cases that pass, and adds them to cases that fail. For use
-- after a change that moves many cases at once; look at what it changes, since a new
-- line is a loss. lua5.4 tests/golden/mark.lua FILE…
local build = os.getenv "QUOTH_BUILD" or "build"
package.path = ("%s/lua/5.4/?.lua;%s/lua/5.4/?/init.lua;./?.lua;%s"):format(build, build, package.path)
package.cpath = ("%s/lua/5.4/?.so;%s"):format(build, package.cpath)

local golden = require "tests.spec.golden"

-- What a complaint of golden.judge begins with, and what to say of it.
local REASONS = {
  { "^quote not found", "a quote is not found" },
  { "^one quote too many", "a quote is found where there is none" },
  { "^content", "the content is cut wrongly" },
  { "^source of", "the source is wrong" },
  { "^no source", "the source is wrong" },
  { "^by of", "the speaker is not resolved" },
  { "^cue of", "the cue is wrong" },
  { "^via of", "the chain of reporters is wrong" },
  { "^within of", "the quote around it is wrong" },
  { "^type is", "the type is wrong" },
}

local function reason_of(complaints)
  for _, reason in ipairs(REASONS) do
    for _, complaint in ipairs(complaints) do
      if complaint:find(reason[1]) then return reason[2] end
    end
  end
  return complaints[1]:match "^[^\n:]*"
end

local function read_lines(path)
  local lines = {}
  for line in io.lines(path) do lines[#lines + 1] = line end
  return lines
end

-- The line "---" of a case, and its line "known failure" or nil.
local function find_lines(lines, case)
  local rule, failure
  for at = case.line + 2, #lines do
    rule = rule or (lines[at] == "---" and at)
    failure = failure or (rule and lines[at]:find "^known failure: " and at)
    if rule and (failure or (lines[at + 1] or ""):find "^====+$") then break end
  end
  return rule, failure
end

local function mark(path)
  local lines = read_lines(path)
  local cases = golden.parse(path, table.concat(lines, "\n"))
  for i = #cases, 1, -1 do -- backwards, so that line numbers hold
    local complaints = golden.judge(cases[i], golden.extract(cases[i]))
    local rule, failure = find_lines(lines, cases[i])
    if #complaints == 0 and cases[i].known_failure then
      table.remove(lines, failure)
      print("right now: " .. cases[i].title)
    elseif #complaints > 0 and not cases[i].known_failure then
      table.insert(lines, rule + 1, "known failure: " .. reason_of(complaints))
      print("wrong now: " .. cases[i].title)
    end
  end
  local file = assert(io.open(path, "w"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
end

if #arg == 0 then
  io.stderr:write "usage: lua5.4 tests/golden/mark.lua FILE...\n"
  os.exit(2)
end
for _, path in ipairs(arg) do mark(path) end
