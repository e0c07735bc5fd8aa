--- The summary of the HTML report: who was quoted how often, over all its documents.
local graph = require "quoth.report.graph"
local speaker = require "quoth.formats.speaker"

local M = {}

-- Rows of a table; a reader of an archive wants the head of the list.
local MOST_ROWS = 20

--- Empty tallies.
function M.new()
  return { documents = 0, quotes = 0, words = 0, speakers = {}, types = {}, sites = {}, graph = graph.new() }
end

local function words_of(text)
  return select(2, text:gsub("%S+", ""))
end

local function row(rows, name)
  if not rows[name] then rows[name] = { name = name, quotes = 0, words = 0, documents = 0, direct = 0 } end
  return rows[name]
end

local function count(tally, quote, words, document)
  tally.quotes = tally.quotes + 1
  tally.words = tally.words + words
  if quote.type == "direct" then tally.direct = tally.direct + 1 end
  if tally.last ~= document then
    tally.last = document
    tally.documents = tally.documents + 1
  end
end

--- Counts a document.
function M.add(tallies, doc)
  local meta = doc:meta()
  tallies.documents = tallies.documents + 1
  local document = tallies.documents
  for quote in doc:quotes() do
    local words = words_of(quote.content.text)
    tallies.quotes = tallies.quotes + 1
    tallies.words = tallies.words + words
    count(row(tallies.types, quote.type), quote, words, document)
    if meta.site then count(row(tallies.sites, meta.site), quote, words, document) end
    local name = speaker.name(quote)
    if name then count(row(tallies.speakers, name), quote, words, document) end
    graph.add(tallies.graph, quote, meta.site or meta.id or ("document %d"):format(document))
  end
end

-- Rows, the most quoted first.
local function sorted(rows, by)
  local list = {}
  for _, tally in pairs(rows) do list[#list + 1] = tally end
  table.sort(list, function(a, b)
    if a[by] ~= b[by] then return a[by] > b[by] end
    return a.name < b.name
  end)
  return list
end

local function share(part, whole) return whole > 0 and part / whole * 100 or 0 end

-- A table with a bar for the share of quoted words.
local function write_table(out, caption, head, list, tallies)
  out:write("<table>\n<caption>", caption, '</caption>\n<thead><tr><th scope="col">', head, '</th><th scope="col">Quotes</th>')
  out:write '<th scope="col">Documents</th><th scope="col">Direct</th><th scope="col">Share of quoted words</th></tr></thead>\n<tbody>\n'
  for i = 1, math.min(#list, MOST_ROWS) do
    local tally = list[i]
    local percent = share(tally.words, tallies.words)
    out:write '<tr><th scope="row">':html(tally.name):write(
      ("</th><td>%d</td><td>%d</td><td>%.0f%%</td>"):format(tally.quotes, tally.documents, share(tally.direct, tally.quotes)),
      ('<td><span class="bar" style="--share:%.2f%%"></span>%.1f%%</td></tr>\n'):format(percent, percent)
    )
  end
  out:write "</tbody>\n</table>\n"
  if #list > MOST_ROWS then out:write(("<p>… and %d more.</p>\n"):format(#list - MOST_ROWS)) end
end

--- Writes the summary.
function M.write(tallies, out)
  local speakers, sites = sorted(tallies.speakers, "quotes"), sorted(tallies.sites, "quotes")
  out:write '<section id="summary" aria-labelledby="summary-title">\n<h2 id="summary-title">Summary</h2>\n<dl class="facts">\n'
  for _, fact in ipairs {
    { "Documents", tallies.documents }, { "Quotes", tallies.quotes }, { "Speakers", #speakers }, { "Quoted words", tallies.words },
  } do
    out:write(("<div><dt>%s</dt><dd>%d</dd></div>\n"):format(fact[1], fact[2]))
  end
  out:write "</dl>\n"
  if tallies.quotes > 0 then
    if #speakers > 0 then write_table(out, "Most quoted", "Speaker", speakers, tallies) end
    write_table(out, "Direct against indirect", "Kind", sorted(tallies.types, "quotes"), tallies)
    if #sites > 0 then write_table(out, "By site", "Site", sites, tallies) end
    graph.write(tallies.graph, out)
  end
  out:write "</section>\n"
end

return M
