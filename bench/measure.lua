--- What quoth costs: instructions a byte of each stage, speed, memory. See bench/run.
--
-- Instructions are counted by callgrind and hardly differ from run to run; a first pass
-- of a text is cold (a new document knows no word yet), the second is warm. Speeds are
-- megabytes (10^6) a second of process time, the best of some passes. `wc -w` counts the
-- words of the same bytes in the same run: the yardstick.
package.path = "bench/?.lua;" .. package.path
local corpus = require "corpus"

local BUILD = os.getenv "BUILD" or "build"
local SMALL, LARGE, PASSES = 200 * 1000, 2 * 1000 * 1000, 5
local SHORT, MANY = 3, 50 -- passes of the first stages are short: of few not even the best is as fast as it can be
local MOST_MEMORY = 40 -- MiB, however long the input is
local NAMES = 200 * 1000 -- of the gazetteer
local MORE, LEAST = 1.05, 0.5 -- growth that is too much: in parts, and in instructions a byte

-- In the order of quoth_stage, with the function that callgrind knows each by.
local STAGES = {
  { "tokens", "q_tokens_run" }, { "sentences", "q_sentences_run" }, { "lexicon", "q_matches_run" },
  { "mentions", "q_mentions_run" }, { "quotations", "q_quotations_run" }, { "cues", "q_cues_run" },
  { "attributions", "q_attributions_run" }, { "entities", "q_entities_run" }, { "results", "q_results_run" },
}
local READ, JSON = "quoth_doc_read", "quoth_doc_write_json"

local function quit(message)
  io.stderr:write("bench/run: ", message, "\n")
  os.exit(1)
end

-- ---- files and commands ----

local folder = table.remove(arg, 1) -- for files of this run; bench/run makes and removes it

local function write_file(name, text)
  local path = folder .. "/" .. name
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  file:close()
  return path
end

local function read_file(path)
  local file, message = io.open(path, "rb")
  if not file then quit(message) end
  local text = file:read "a"
  file:close()
  return text
end

-- The output of a shell command, standard error included.
local function output(command)
  local pipe = assert(io.popen("{ " .. command .. "; } 2>&1"))
  local text = pipe:read "a"
  if not pipe:close() then quit(("%s failed:\n%s"):format(command, text)) end
  return text
end

local function prepare()
  if not os.execute "command -v valgrind >/dev/null" then quit "valgrind is missing: apt-get install valgrind" end
  output(("cmake --build %s --target quoth_command bench_stages bench_spawn"):format(BUILD))
end

-- ---- instructions ----

-- Runs a command under callgrind; returns the instructions of all, and those below
-- each function by its name.
local function count(command)
  local data = folder .. "/callgrind"
  local said = output(("LC_ALL=C.UTF-8 valgrind --tool=callgrind --callgrind-out-file=%s %s >/dev/null"):format(data, command))
  local functions = {}
  for line in output("callgrind_annotate --inclusive=yes --threshold=100 " .. data):gmatch "[^\n]+" do
    local number, name = line:match "^%s*([%d,]+) .-:([%w_]+)"
    if number then functions[name] = tonumber((number:gsub(",", ""))) end
  end
  return tonumber(said:match "Collected : (%d+)"), functions
end

-- Rows of {name, cold, warm}: what each stage costs by itself.
local function count_stages(path, size)
  local command = BUILD .. "/bench/bench_stages " .. path .. " %d 8"
  local _, first = count(command:format(1))
  local _, both = count(command:format(2))
  local rows, rest = {}, { "checking, patterns", first[READ], both[READ] - first[READ] }
  for i, stage in ipairs(STAGES) do
    local cold, all = first[stage[2]] or 0, both[stage[2]] or 0
    rows[i] = { stage[1], cold, all - cold }
    rest[2], rest[3] = rest[2] - cold, rest[3] - (all - cold)
  end
  table.insert(rows, 1, rest)
  rows[#rows + 1] = { "JSON", first[JSON], both[JSON] - first[JSON] }
  rows[#rows + 1] = { "all stages and JSON", first[READ] + first[JSON], both[READ] + both[JSON] - first[READ] - first[JSON] }
  for _, row in ipairs(rows) do row[2], row[3] = row[2] / size, row[3] / size end
  return rows
end

-- The command, NDJSON to NDJSON: what a second pass over the same lines adds.
local function count_command(lines, size)
  local once = count(("%s/quoth -f ndjson %s"):format(BUILD, write_file("once.ndjson", lines)))
  local twice = count(("%s/quoth -f ndjson %s"):format(BUILD, write_file("twice.ndjson", lines .. lines)))
  return { "quoth, NDJSON to NDJSON", once / size, (twice - once) / size }
end

-- The lexicon stage with a gazetteer.
local function count_gazetteer(path, size, gazetteer)
  local command = ("%s/bench/bench_stages %s %%d 2 %s"):format(BUILD, path, gazetteer)
  local _, first = count(command:format(1))
  local _, both = count(command:format(2))
  local cold = first.q_matches_run
  return { "lexicon, 200,000 more names", cold / size, (both.q_matches_run - cold) / size }
end

local function make_gazetteer()
  local path = folder .. "/names.gaz"
  output(("%s/quoth --compile-gazetteer -o %s %s"):format(BUILD, path, write_file("names.txt", corpus.names(NAMES))))
  return path
end

local function count_all(text)
  local path = write_file("small.txt", text)
  local rows = count_stages(path, #text)
  rows[#rows + 1] = count_gazetteer(path, #text, make_gazetteer())
  rows[#rows + 1] = count_command(corpus.ndjson(text), #text)
  local words = count("wc -w " .. path) / #text
  rows[#rows + 1] = { "wc -w, UTF-8 locale", words, words }
  return rows
end

-- ---- time and memory ----

-- Megabytes a second up to each stage, by its name.
local function time_stages(path, size)
  local speeds = {}
  local function run(options)
    for stage, cold, warm in output(("%s/bench/bench_stages %s %s"):format(BUILD, path, options)):gmatch "(%d+) ([%d.]+) ([%d.]+)" do
      local name = STAGES[stage + 1][1]
      speeds[name] = { size / cold / 1e6, size / warm / 1e6 }
    end
  end
  run(PASSES)
  for stage = 0, SHORT - 1 do run(MANY .. " " .. stage) end
  speeds["all stages and JSON"], speeds.results = speeds.results, nil
  return speeds
end

-- The fastest of some runs: megabytes a second of user time, and peak memory in MiB.
local function time_command(command, size, passes)
  local best, memory = math.huge, nil
  for _ = 1, passes or PASSES do
    local said = output(("LC_ALL=C.UTF-8 %s/bench/bench_spawn %s >/dev/null"):format(BUILD, command))
    local user, kilobytes = said:match "[%d.]+ ([%d.]+) (%d+)"
    best, memory = math.min(best, tonumber(user)), tonumber(kilobytes) / 1024
  end
  return size / best / 1e6, memory
end

-- Seconds to load a gazetteer, and what its names cost: megabytes a second of the lexicon
-- stage, which is the time up to it less that up to the stage before.
local function time_gazetteer(path, size)
  local command = ("%s/bench/bench_stages %s %d %%d %s/names.gaz"):format(BUILD, path, PASSES, folder)
  local load, upto = output(command:format(2)):match "load ([%d.]+)\n2 [%d.]+ ([%d.]+)"
  local before = output(command:format(1)):match "\n1 [%d.]+ ([%d.]+)"
  return tonumber(load), size / (tonumber(upto) - tonumber(before)) / 1e6
end

local function time_all(text)
  local path, lines = write_file("large.txt", text), write_file("large.ndjson", corpus.ndjson(text))
  local speeds = time_stages(path, #text)
  local speed, memory = time_command(("%s/quoth -f ndjson %s"):format(BUILD, lines), #text)
  speeds["quoth, NDJSON to NDJSON"] = { speed, speed }
  -- wc is too fast for one pass: it reads the text many times.
  local times = 50
  local words = time_command(("wc -w %s"):format((path .. " "):rep(times)), times * #text)
  speeds["wc -w, UTF-8 locale"] = { words, words }
  return speeds, memory, time_gazetteer(path, #text)
end

-- ---- what is said ----

local function number(value) return value and ("%9.1f"):format(value) or (" "):rep(9) end

local function table_of(rows, speeds)
  print "                            instructions a byte      MB/s, up to here"
  print "                                 cold      warm      cold      warm"
  for _, row in ipairs(rows) do
    local speed = speeds[row[1]] or {}
    print(("%-28s%s %s %s %s"):format(row[1], number(row[2]), number(row[3]), number(speed[1]), number(speed[2])))
  end
end

local function row_of(rows, name)
  for _, row in ipairs(rows) do
    if row[1] == name then return row end
  end
end

local function show(given)
  local text = given and read_file(given) or corpus.news(LARGE)
  local rows = count_all(given and text:sub(1, SMALL) or corpus.news(SMALL))
  local speeds, memory, load, matching = time_all(text)
  table_of(rows, speeds)
  local wc, whole = "wc -w, UTF-8 locale", "quoth, NDJSON to NDJSON"
  print(("\n%s, as a part of the speed of wc -w: %.3f by instructions, %.3f by time"):format(whole,
    row_of(rows, wc)[3] / row_of(rows, whole)[3], speeds[whole][2] / speeds[wc][2]))
  local words = row_of(rows, "tokens")[3] + row_of(rows, "sentences")[3]
  print(("tokens, word types and sentences, likewise: %.2f by instructions, %.2f by time"):format(
    row_of(rows, wc)[3] / words, speeds.sentences[2] / speeds[wc][2]))
  print(("a gazetteer of %d names: loaded in %.0f µs; matches %.1f times as fast as wc -w by instructions, %.1f by time"):format(
    NAMES, load * 1e6, row_of(rows, wc)[3] / row_of(rows, "lexicon, 200,000 more names")[3], matching / speeds[wc][2]))
  print(("peak memory of quoth: %.1f MiB"):format(memory))
end

local BASELINE = "bench/baseline.txt"

local function write_baseline()
  local file = assert(io.open(BASELINE, "w"))
  file:write "# Instructions a byte, cold and warm. Made by bench/run --baseline, compared by bench/run --check.\n"
  for _, row in ipairs(count_all(corpus.news(SMALL))) do file:write(("%-28s %9.2f %9.2f\n"):format(row[1], row[2], row[3])) end
  file:close()
end

local function read_baseline()
  local known = {}
  for line in io.lines(BASELINE) do
    local name, cold, warm = line:match "^([^#].-)%s+([%d.]+)%s+([%d.]+)$"
    if name then known[name] = { tonumber(cold), tonumber(warm) } end
  end
  return known
end

-- Is a count too far above what it was?
local function grew(old, new) return old and new > old * MORE and new > old + LEAST end

-- Peak memory of the command, in MiB, on made-up news as NDJSON and as one text in parts.
local function peaks()
  local text = corpus.news(2 * LARGE)
  local _, lines = time_command(("%s/quoth -f ndjson %s"):format(BUILD, write_file("long.ndjson", corpus.ndjson(text))), #text, 1)
  local _, parts = time_command(("%s/quoth -f ndjson %s"):format(BUILD, write_file("long.txt", text)), #text, 1)
  return math.max(lines, parts)
end

local function check()
  local known, bad = read_baseline(), 0
  for _, row in ipairs(count_all(corpus.news(SMALL))) do
    local old = known[row[1]] or {}
    local worse = grew(old[1], row[2]) or grew(old[2], row[3])
    if worse then bad = bad + 1 end
    print(("%-6s %-28s cold %s, was %s; warm %s, was %s"):format(worse and "SLOWER" or "ok", row[1], number(row[2]), number(old[1]),
      number(row[3]), number(old[2])))
  end
  local memory = peaks()
  print(("%-6s peak memory of quoth: %.1f MiB, at most %d"):format(memory > MOST_MEMORY and "MORE" or "ok", memory, MOST_MEMORY))
  if memory > MOST_MEMORY then quit "quoth takes more memory than it may" end
  if bad > 0 then quit(("%d of these need over 5%% more instructions a byte; if it is worth it: bench/run --baseline"):format(bad)) end
end

local function main(option)
  prepare()
  if option == "--check" then check()
  elseif option == "--baseline" then write_baseline()
  else show(option) end
end

main(arg[1])
