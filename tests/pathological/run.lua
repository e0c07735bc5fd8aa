--- Hostile texts: what each may cost at most, in instructions a byte, and that twice the
-- text costs twice as much. Run from the project's folder; needs a build and valgrind.
--
--   lua5.4 tests/pathological/run.lua BUILD_FOLDER [NAME …]
--
-- Each text is read whole, as one document, in two sizes, by a document that knows no
-- word yet, and written as JSON. A bound is there to be lowered: set it some way above
-- what is measured, so that it fails when a cost doubles.
local build = assert(arg[1], "usage: lua5.4 tests/pathological/run.lua BUILD_FOLDER [NAME …]")

local SMALL, LARGE = 16 * 1024, 64 * 1024
local MORE = 1.35 -- a byte of the larger text costs at most so many times one of the smaller

local function times(piece) return function(size) return piece:rep(size // #piece + 1):sub(1, size) end end

-- Word i of a series that never comes again.
local function new_word(i) return (("%06x"):format(i * 7919 % 0xFFFFFF):gsub("%d", function(d) return string.char(103 + d) end)) end

-- Pieces made by a function of 1, 2, …
local function series(make)
  return function(size)
    local parts, length, i = {}, 0, 0
    while length < size do
      i = i + 1
      parts[i] = make(i)
      length = length + #parts[i]
    end
    return table.concat(parts):sub(1, size)
  end
end

-- Name, most instructions a byte, text.
local TEXTS = {
  { "quotation marks", 3500, times '"' },
  { "curly marks that open", 1800, times "“" },
  { "marks and blanks", 1700, times '" ' },
  { "marks that never close", 2200, times "“a " },
  { "paragraphs that never close", 1400, times '"It is so.\n\n' },
  { "marks of all kinds, never closed", 2000, times "“A ‘b \"c (d " },
  { "one capital", 260, times "A" },
  { "capitalised words", 3900, times "Mara Lund " },
  { "ever new words", 5000, series(function(i) return new_word(i) .. " " end) },
  { "ever new names", 4500, series(function(i) return "W" .. new_word(i) .. " " end) },
  { "ever new people who speak", 7300, series(function(i) return "John W" .. new_word(i) .. " said it was. " end) },
  { "one surname, ever new first names", 7800, series(function(i) return "W" .. new_word(i) .. " Smith said he was. " end) },
  { "one token", 270, times "a" },
  { "one number", 450, times "1" },
  { "one address", 280, times "http://a.b/" },
  { "no line end", 5000, times "The minister said that it rained. " },
  { "line ends", 250, times "\n" },
  { "brackets", 1500, times "(" },
  { "brackets within brackets", 2700, times "(a " },
  { "stops", 330, times "." },
  { "apostrophes", 2000, times "'" },
  { "hyphens", 4000, times "a-" },
  { "initials", 5200, times "J. " },
  { "ill-formed UTF-8", 2500, times "\xFF\xE2\x80" },
  { "combining marks", 420, times "\xCC\x81" },
  { "said said said", 4500, times "said " },
  { "he said that he said that", 20000, times "he said that " },
  { "he said she said", 23000, times "He said she said it was so, " },
  { "reports and commas", 22000, times "Roa said it, Lund denied it, " },
  { "sentences that report", 5800, times "Roa said it, and Lund denied it. " },
  { "according to according to", 14000, times "according to " },
  { "pronouns", 1400, times "he she it they " },
  { "short sentences", 860, times "he. " },
  { "the president the president", 2500, times "the president " },
  { "the head of the head of", 3900, times "the head of " },
  { "a dialogue", 5900, times '"No," he said. "Yes," she said.\n' },
  { "one split quotation", 119700, times '"No," he said, ' },
  { "names and commas", 3000, times "Lund, " },
  { "names and names", 4300, times "Lund and " },
  { "speakers and colons", 3000, times "Lund: " },
  { "a transcript", 2900, times "LUND: we go.\n" },
  { "dates", 3200, times "Monday, March 3 " },
  { "amounts", 2600, times "$3 million " },
  { "who who who", 430, times "who " },
}

local function output(command)
  local pipe = assert(io.popen(command .. " 2>&1"))
  local text = pipe:read "a"
  if not pipe:close() then
    io.stderr:write(command, " failed:\n", text, "\n")
    os.exit(1)
  end
  return text
end

local folder = output("mktemp -d"):gsub("\n", "")

local function write_texts(texts)
  local paths = {}
  for i, text in ipairs(texts) do
    for _, size in ipairs { SMALL, LARGE } do
      local path = ("%s/%d-%d"):format(folder, i, size)
      local file = assert(io.open(path, "wb"))
      file:write(text[3](size))
      file:close()
      paths[#paths + 1] = path
    end
  end
  return paths
end

-- Instructions by path: the dumps that were asked for.
local function count(paths)
  output(("valgrind --tool=callgrind --callgrind-out-file=%s/out %s/tests/pathological/pathological_whole %s"):format(
    folder, build, table.concat(paths, " ")))
  local counts = {}
  for i = 1, #paths do
    local file = assert(io.open(("%s/out.%d"):format(folder, i)))
    local text = file:read "a"
    file:close()
    counts[text:match "desc: Trigger: Client Request: ([^\n]+)"] = tonumber(text:match "\ntotals: (%d+)" or text:match "\nsummary: (%d+)")
  end
  return counts
end

-- Prints a text's line; returns whether it cost too much.
local function judge(text, small, large)
  local name, most = text[1], text[2]
  local each = (large - small) / (LARGE - SMALL)
  local grows = each > MORE * small / SMALL
  local bad = large / LARGE > most and "TOO DEAR" or grows and "NOT LINEAR" or "ok"
  print(("%-10s %-36s %8.0f  of at most %d; a further byte %.0f"):format(bad, name, large / LARGE, most, each))
  return bad ~= "ok"
end

local function chosen()
  if not arg[2] then return TEXTS end
  local texts = {}
  for _, text in ipairs(TEXTS) do
    for i = 2, #arg do
      if text[1] == arg[i] then texts[#texts + 1] = text end
    end
  end
  return texts
end

output(("cmake --build %s --target pathological_whole"):format(build))
local texts, failed = chosen(), 0
local counts = count(write_texts(texts))
for i, text in ipairs(texts) do
  local path = folder .. "/" .. i .. "-"
  if judge(text, counts[path .. SMALL], counts[path .. LARGE]) then failed = failed + 1 end
end
output("rm -r " .. folder)
print(("%d passed, %d failed"):format(#texts - failed, failed))
os.exit(failed == 0 and #texts > 0)
