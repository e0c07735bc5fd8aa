--- Texts to measure with: news that is made up, its cutting into documents, NDJSON.
--
--   lua5.4 bench/corpus.lua BYTES > FILE           made-up news, the same every time
--   lua5.4 bench/corpus.lua --ndjson FILE > FILE   a text, cut into documents
--   lua5.4 bench/corpus.lua --names COUNT > FILE   a list of names, as gazetteers are made of
--
-- Run from the project's folder, for its lists of names. The news is made of sentences
-- that are patterns with gaps. What fills a gap is drawn by Zipf's law from a list, so that
-- words repeat as they do in texts; names come from the project's lists, so that there are
-- thousands of them; a rare word is made of syllables, so that new ones turn up for ever.
local corpus = {}

-- As bench_stages.c has it.
local DOCUMENT_SIZE = 4096

-- Gaps: P full name, S surname, T role, O organization, C place, N noun, A adjective,
-- V verb in the past, Q cue, D day, M amount, W clause, X rare word, I infinitive.
local SENTENCES = {
  "the A N of the N V a N in C on D.",
  "The N V the A N, and the A N V M for the N.",
  "a A N V near the N of C, where the N V a A N.",
  "Officials in C V the N after M of A N.",
  "P, the T of O, V the N on D.",
  "the T of C, P, V a A N with the X N.",
  "S V the A N that the N of O V in D.",
  "O V its A N to M, the A N since D.",
  "But the N V, the N V and no N V the A N.",
  "In C, the N V M from the A N, a N of the X N.",
  "It V the N at a A N while the N V.",
  "More than M of the N V after the N, and the A X N V.",
  "“W, and W,” Q P, the T of O.",
  "“W,” P Q on D. “W because W.”",
  "“W,” he Q.",
  "“W,” she Q, adding that W.",
  "S Q that W.",
  "P, a T at O, Q W and that W.",
  "The N Q that W, according to O.",
  "According to P, W.",
  "O Q in a statement that W.",
  "The T Q O to I the N by D.",
  'S Q the N was “A and A” and Q it would I.',
  "“W? W,” the T of O Q in C. “W,” S Q.",
}

local CLAUSES = {
  "the N of C V the A N", "we will I the N", "they had not V the N", "W because W", "the A N V M", "it would I the N",
  "O could I the A N", "S V the N on D", "nobody in C V that the N V", "the N is A", "this has never V a A N",
}

local words = {}

local function list(key, text)
  words[key] = {}
  for word in text:gmatch "[^,]+" do table.insert(words[key], (word:gsub("^%s+", ""))) end
end

list("N", [[
  government, year, company, people, report, plan, market, week, police, state, country, official, deal, group, vote,
  case, law, bank, city, price, school, budget, court, hospital, election, union, tax, minister, road, decision, war,
  river, family, storm, factory, trade, worker, bridge, measure, cost, border, rate, party, water, fire, meeting,
  team, house, study, talks, fund, crisis, leader, harbour, season, farmer, reform, witness, ship, station, engine,
  prison, match, investor, doctor, teacher, strike, protest, bill, harvest, drought, island, museum, song, film,
  vaccine, network, satellite, reactor, pension, loan, currency, tunnel, ferry, airport, coach, referee]])
list("A", [[
  new, first, last, public, national, local, large, small, early, late, political, economic, high, low, strong, weak,
  final, foreign, major, senior, recent, serious, open, free, unusual, narrow, heavy, broad, quiet, costly, urgent,
  rural, coastal, private, federal, northern, southern, unpaid, modest, bitter, steady, sudden, fragile, ambitious,
  disputed, temporary, record-breaking, long-delayed, so-called]])
list("V", [[
  made, took, held, opened, closed, raised, cut, found, left, lost, won, built, sold, bought, blocked, changed,
  signed, moved, approved, rejected, delayed, welcomed, visited, ended, began, feared, backed, covered, reached,
  broke, crossed, flooded, damaged, repaired, replaced, reviewed, followed, joined, doubled, halved, seized, banned,
  funded, hired, tested]])
list("I", [[
  make, take, hold, open, close, raise, cut, find, leave, lose, win, build, sell, buy, block, change, sign, move,
  approve, reject, delay, visit, end, begin, back, reach, break, cross, repair, replace, review, follow, join, seize,
  ban, fund, test]])
list("Q", [[
  said, said, said, said, told reporters, added, claimed, warned, argued, announced, insisted, believes, denied,
  wrote, noted, explained, acknowledged, predicted, hopes, suggested, confirmed, did not say, was quoted as saying]])
list("T", [[
  president, minister, spokeswoman, director, chief executive, mayor, senator, analyst, professor, coach, police
  chief, deputy governor, foreign minister, economist, union leader, chairman, lawyer, editor, head of research,
  ambassador]])
list("D", "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, last week, March 4, yesterday, 2019, 5 October 2024")
list("M", "$3.5 million, 12 percent, 40, €250,000, 1,200, two thirds, 7.25%, £19 billion, hundreds, 300 km, a dozen, $1.2bn")

local HEADS = { "National", "Northern", "First", "United", "Central", "Royal", "Harbour", "Free", "City", "General" }
local BODIES = { "Bank", "Party", "University", "Council", "Union", "Energy Group", "Ministry", "Herald", "Airlines", "Institute", "Inc." }

local function read_names(path)
  local names = {}
  for line in io.lines("data/en/lists/" .. path) do
    if not line:find "^[%[#]" and #line > 0 then table.insert(names, math.random(#names + 1), line:match "^[^:]+") end
  end
  return names
end

-- Draws from a list so that item i comes about 1/i times as often as the first.
local function draw(items)
  local i = math.floor(math.exp(math.random() * math.log(#items + 1)))
  return items[math.min(i, #items)]
end

local function rare_word()
  local syllables = { "ba", "cor", "den", "fil", "gra", "hul", "jo", "kem", "lis", "mo", "nar", "pol", "ri", "ster", "tu", "ven" }
  local parts = {}
  for i = 1, math.random(2, 4) do parts[i] = syllables[math.random(#syllables)] end
  return table.concat(parts)
end

-- Puts something into each gap of a pattern: a capital that stands alone.
local function fill_gaps(pattern, fill)
  return (pattern:gsub("%f[%w]%u%f[%W]", function(gap) return fill[gap]() end))
end

local function fillers()
  local first, surname, place = read_names "first.txt", read_names "surname.txt", read_names "place.txt"
  local fill = {}
  function fill.S() return draw(surname) end
  function fill.P() return draw(first) .. " " .. draw(surname) end
  function fill.C() return draw(place) end
  function fill.O() return (math.random() < 0.5 and draw(HEADS) or draw(place)) .. " " .. draw(BODIES) end
  function fill.X() return rare_word() end
  function fill.W() return fill_gaps(draw(CLAUSES), fill) end
  for key, items in pairs(words) do fill[key] = fill[key] or function() return draw(items) end end
  return fill
end

local function sentence(fill)
  local text = fill_gaps(SENTENCES[math.random(#SENTENCES)], fill):gsub("^%l", string.upper)
  return (text:gsub("^(“)(%l)", function(mark, letter) return mark .. letter:upper() end))
end

--- Made-up news of at least `size` bytes, in paragraphs with an empty line between.
function corpus.news(size)
  math.randomseed(20240619)
  local fill, parts, length = fillers(), {}, 0
  while length < size do
    local paragraph = {}
    for i = 1, math.random(1, 5) do paragraph[i] = sentence(fill) end
    local text = table.concat(paragraph, " ") .. "\n\n"
    parts[#parts + 1], length = text, length + #text
  end
  return table.concat(parts)
end

--- Cuts a text into documents: behind the first end of a line at which one is long enough.
function corpus.documents(text)
  local documents, at = {}, 1
  while at <= #text do
    local stop = text:find("\n", at + DOCUMENT_SIZE, true) or #text
    documents[#documents + 1], at = text:sub(at, stop), stop + 1
  end
  return documents
end

--- The documents of a text as NDJSON.
function corpus.ndjson(text)
  local lines, escapes = {}, { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r" }
  for i, document in ipairs(corpus.documents(text)) do
    lines[i] = ('{"id":%d,"text":"%s"}\n'):format(i, (document:gsub('["\\%c]', function(c) return escapes[c] or " " end)))
  end
  return table.concat(lines)
end

--- A list of `count` names, all different: people and bodies, some of which are in the news.
function corpus.names(count)
  math.randomseed(20240619)
  local fill, known, lines = fillers(), {}, {}
  for _, section in ipairs { "P", "O" } do
    lines[#lines + 1] = section == "P" and "[person]" or "[organization fold-case]"
    local most = #lines + count // 2
    while #lines < most do
      local name = fill[section]()
      if known[name] then name = name .. " " .. rare_word() end
      if not known[name] then
        known[name], lines[#lines + 1] = true, ("%s\t\tN%d"):format(name, #lines)
      end
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local function main(what, path)
  if what == "--ndjson" and path then
    local file = assert(io.open(path, "rb"))
    io.write(corpus.ndjson(file:read "a"))
  elseif what == "--names" and math.tointeger(tonumber(path)) then
    io.write(corpus.names(math.tointeger(tonumber(path))))
  elseif math.tointeger(tonumber(what)) then
    io.write(corpus.news(math.tointeger(tonumber(what))))
  else
    io.stderr:write "usage: lua5.4 bench/corpus.lua BYTES | --ndjson FILE | --names COUNT\n"
    os.exit(2)
  end
end

if arg and arg[0] and arg[0]:find "corpus%.lua$" then main(arg[1], arg[2]) end

return corpus
