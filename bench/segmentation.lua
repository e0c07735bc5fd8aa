--- How well tokens and sentences agree with treebanks.
--
--   lua5.4 bench/segmentation.lua [--genre news,interview] [--flat] [--errors] FILE.conllu ...
--
-- Texts are rebuilt from the `# text` lines. The treebanks tell no paragraphs, so a
-- sentence that has no stop at its end (a heading, an item of a list) is put on a
-- line of its own, and the others follow each other on one line; --flat puts all of
-- a document on one line, headings too. Tokens are the treebank's words, those of
-- contractions included; a token or sentence counts when both its ends agree.
-- --genre takes documents by their `meta::genre`. --errors lists where they differ.
local build = os.getenv "QUOTH_BUILD" or "build"
package.path = "lua/?.lua;lua/?/init.lua;" .. package.path
package.cpath = build .. "/lua/5.4/?.so;" .. package.cpath
local quoth = require "quoth"

local options = { files = {} }

local function read_options(list)
  local i = 1
  while list[i] do
    if list[i] == "--genre" then
      i, options.genres = i + 1, {}
      for genre in list[i]:gmatch "[^,]+" do options.genres[genre] = true end
    elseif list[i] == "--flat" or list[i] == "--errors" then
      options[list[i]:sub(3)] = true
    else
      options.files[#options.files + 1] = list[i]
    end
    i = i + 1
  end
end

local STOPS = { ".", "!", "?", "…", ":" }
local CLOSERS = { '"', "'", "”", "’", ")", "]" }

local function strip(text, tails)
  for _, tail in ipairs(tails) do
    if #text >= #tail and text:sub(-#tail) == tail then return text:sub(1, -#tail - 1) end
  end
end

-- Does a sentence end as sentences do?
local function is_stopped(text)
  while strip(text, CLOSERS) do text = strip(text, CLOSERS) end
  return strip(text, STOPS) ~= nil
end

-- Appends a sentence to a document; its words are sought in its text in order.
local function add_sentence(document, text, words)
  local parts, before = document.parts, document.stopped
  document.stopped = is_stopped(text)
  local start = document.length
  if #parts > 0 then
    parts[#parts + 1] = (options.flat or before and document.stopped) and " " or "\n"
    start = start + 1
  end
  parts[#parts + 1] = text
  document.length = start + #text
  document.sentences[start .. ":" .. document.length] = true
  local at = 1
  for _, word in ipairs(words) do
    local first, last = text:find(word, at, true)
    if not first then io.stderr:write(("%s: no %q in: %s\n"):format(document.id, word, text)) return end
    document.tokens[(start + first - 1) .. ":" .. (start + last)] = true
    at = last + 1
  end
end

local function read_documents(path)
  local documents, document, text, words = {}, nil, nil, {}
  for line in io.lines(path) do
    local id, value = line:match "^# newdoc id = (.*)", line:match "^# text = (.*)"
    if id then
      document = { id = id, parts = {}, length = 0, sentences = {}, tokens = {} }
      documents[#documents + 1] = document
    end
    document.genre = line:match "^# meta::genre = (.*)" or document.genre
    if value then text, words = value, {} end
    local word = line:match "^%d+\t([^\t]+)"
    if word then words[#words + 1] = word end
    if line == "" and text then add_sentence(document, text, words) text = nil end
  end
  return documents
end

-- Counts of what is found, what is gold, and what is both.
local function compare(gold, found, score, report)
  for _, span in ipairs(found) do
    local key = span.start .. ":" .. span["end"]
    score.found = score.found + 1
    if gold[key] then
      score.both, gold[key] = score.both + 1, nil
    elseif report then
      report("+", span.start, span["end"])
    end
  end
  for key in pairs(gold) do
    if report then report("-", key:match "(%d+):(%d+)") end
  end
end

local function size(set)
  local count = 0
  for _ in pairs(set) do count = count + 1 end
  return count
end

local function collect(iterator)
  local list = {}
  for span in iterator do list[#list + 1] = span end
  return list
end

local function reporter(what, document, text)
  if not options.errors then return end
  return function(sign, first, last)
    first, last = math.tointeger(first), math.tointeger(last)
    local shown = what == "token" and text:sub(math.max(1, first - 14), first) .. "[" .. text:sub(first + 1, last) .. "]"
      .. text:sub(last + 1, last + 15) or text:sub(first + 1, last)
    print(("%s %s %s %d %s"):format(sign, what, document.id, first, (shown:gsub("\n", "⏎"))))
  end
end

local function measure(engine, documents, token_score, sentence_score)
  for _, document in ipairs(documents) do
    if not options.genres or options.genres[document.genre] then
      local text = table.concat(document.parts)
      local doc = assert(engine:extract(text, { upto = "sentences" }))
      token_score.gold = token_score.gold + size(document.tokens)
      sentence_score.gold = sentence_score.gold + size(document.sentences)
      compare(document.tokens, collect(doc:tokens()), token_score, reporter("token", document, text))
      compare(document.sentences, collect(doc:sentences()), sentence_score, reporter("sentence", document, text))
    end
  end
end

local function show(name, score)
  local precision, recall = score.both / score.found, score.both / score.gold
  print(("%-10s %7d in the treebank  precision %.4f  recall %.4f  F1 %.4f"):format(name, score.gold, precision,
    recall, 2 * score.both / (score.found + score.gold)))
end

read_options(arg)
local engine = assert(quoth.new { site = "none" })
local tokens, sentences = { gold = 0, found = 0, both = 0 }, { gold = 0, found = 0, both = 0 }
for _, path in ipairs(options.files) do measure(engine, read_documents(path), tokens, sentences) end
show("tokens", tokens)
show("sentences", sentences)
