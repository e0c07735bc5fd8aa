--- Rules that every source keeps. Run from the project's folder by ctest, or by
-- hand: lua5.4 tests/house_rules.lua BUILD_FOLDER
--
--   the core knows no Lua; a file has at most 500 lines; nothing names a place on
--   somebody's machine; each public name is documented; libraries show no name of
--   their own but the public ones, and internal names begin with q_; each section of
--   a lexicon is documented; words of a language are data, not text in the core.
local build = assert(arg[1], "usage: lua5.4 tests/house_rules.lua BUILD_FOLDER")

local MOST_LINES = 500
local broken, checked = 0, 0

local function check(good, message, ...)
  checked = checked + 1
  if good then return end
  broken = broken + 1
  print("broken: " .. message:format(...))
end

local function output_lines(command)
  local pipe, list = assert(io.popen(command, "r")), {}
  for line in pipe:lines() do list[#list + 1] = line end
  pipe:close()
  return list
end

local function files(folders, name)
  return output_lines(("find %s -type f -name '%s' 2>/dev/null | sort"):format(folders, name))
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

local function concat(...)
  local all = {}
  for _, list in ipairs { ... } do table.move(list, 1, #list, #all + 1, all) end
  return all
end

local sources = concat(files("src tests bench", "*.[ch]"), files("lua tests bench", "*.lua"))

for _, path in ipairs(files("src/core", "*.[ch]")) do
  check(not read(path):find "lua%.h", "%s includes Lua: the core knows none", path)
end

for _, path in ipairs(sources) do
  local _, lines = read(path):gsub("\n", "")
  check(lines <= MOST_LINES, "%s has %d lines; %d are the most", path, lines, MOST_LINES)
end

-- Patterns are put together here so that this file does not break its own rule.
local places = { "/ho" .. "me/%w", "/wo" .. "rk/%w", "/ro" .. "ot/%w", "%.%./sha" .. "red/[^d]" }
local everything = output_lines "git ls-files 2>/dev/null"
for _, path in ipairs(#everything > 0 and everything or sources) do
  local file = io.open(path, "rb")
  local text = file and file:read "a" or ""
  if file then file:close() end
  for _, place in ipairs(path:find "%.bin$" and {} or places) do
    local found = text:match(place)
    check(not found, "%s names a place on one machine: %s", path, found)
  end
end

-- Sections of lexicons, as lexicon.c names them, stand in the manual between backquotes.
local names_of_sections = read("src/core/lexicon.c"):match "CLASS_NAMES%b[] = (%b{})"
local manual, sections = read "docs/lexicon.md", 0
for section in (names_of_sections or ""):gmatch '"([^"]+)"' do
  sections = sections + 1
  check(manual:find("`" .. section:gsub("^entity$", "entity.TYPE") .. "`", 1, true),
    "docs/lexicon.md does not describe the section %s", section)
end
check(sections > 50, "src/core/lexicon.c: few sections were found: is this check still right?")

-- What compares a text with words of a language, in a statement that looks at the bytes of a
-- token or asks for its text: the words belong to a set of data/en/sets.txt.
local function compares_words(statement)
  local asks = statement:find "q_is_text%(" or statement:find 'cmp%([^"]*q_bytes%('
  return asks and statement:match '"[%a\']*%a[%a\']*"'
end

assert(compares_words 'if (q_is_text(doc, t, "that")) return' and not compares_words "q_is_text(doc, t, lemma)")
assert(compares_words 'memcmp(q_bytes(doc, t) + 1, "ing", 3)' and not compares_words 'strcmp(term->canonical, "ago")')
for _, path in ipairs(files("src/core", "*.[ch]")) do
  local code = read(path):gsub("/%*.-%*/", "")
  for statement in code:gmatch "[^;{}]+" do
    local word = compares_words(statement)
    check(not word, "%s compares a text with the word %s: make it a set in data/en/sets.txt", path, word)
  end
end

-- A declaration is documented when a comment ends right above it, or above the
-- group of declarations without an empty line in which it stands.
local function check_header(path)
  local documented, depth = false, 0
  for line in read(path):gmatch "([^\n]*)\n" do
    if line == "" then documented = false end
    if line:find "%*/%s*$" then documented = true end
    local name = line:match "^QUOTH_API.-([%w_]+)%("
    check(not name or documented, "%s: %s has no comment", path, name)
    local struct = line:match "^typedef%s+[%w_ ]+{" and line
    depth = struct and depth + 1 or depth
  end
  check(depth > 0, "%s: no type was found: is this check still right?", path)
end

check_header "src/quoth.h"

-- Public in Lua: functions of the table that a module returns, without "_" in front.
for _, path in ipairs(files("lua/quoth", "*.lua")) do
  local text = read(path)
  local exported = text:match "\nreturn ([%w_]+)%s*$"
  local above = ""
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    local owner, name = line:match "^function ([%w_]+)[.:]([%w_]+)"
    if owner and owner == exported and not name:find "^_" then
      check(above:find "^%-%-", "%s: %s.%s has no comment", path, owner, name)
    end
    above = line
  end
  check(text:find "^%-%-" or text:find "^#!", "%s does not begin with a comment on what it is", path)
end

-- Names that a file defines for others, as nm shows them.
local function names(path, options)
  local list = {}
  for _, line in ipairs(output_lines(("nm %s '%s' 2>/dev/null"):format(options, path))) do
    local name = line:match "^%x+ %u ([%w_]+)"
    if name and not name:find "^_" and not name:find "^asan" then list[#list + 1] = name end
  end
  return list
end

local function check_names(pattern, options, allowed)
  local found = output_lines(("find '%s' -type f -name '%s'"):format(build, pattern))
  check(#found > 0, "%s: no such file in %s", pattern, build)
  for _, path in ipairs(found) do
    local list = names(path, options)
    check(#list > 0, "%s: defines no name", path)
    for _, name in ipairs(list) do
      local good = false
      for _, prefix in ipairs(allowed) do good = good or name:find("^" .. prefix) ~= nil end
      check(good, "%s shows the name %s", path, name)
    end
  end
end

check_names("libquoth.so*", "-D --defined-only", { "quoth_" })
check_names("core.so", "-D --defined-only", { "quoth_", "luaopen_" })
check_names("libquoth.a", "-g --defined-only", { "quoth_", "q_" })

print(("%d rules checked, %d broken"):format(checked, broken))
os.exit(broken == 0)
