-- CoNLL-U. MISC holds SpaceAfter, TokenRange (code points, as UDPipe has it), Entity in
-- the brackets of CorefUD, and in such brackets too Source, Cue and Content with the id
-- of their quote: Content=(q1-direct … q1).
local spans = require "quoth.formats.spans"
local tokens = require "quoth.formats.tokens"

local KEYS = { "entity", "source", "cue", "content" }
local FORMS = {
  source = { before = "Source=", behind = "|" },
  cue = { before = "Cue=", behind = "|" },
  content = { before = "Content=", behind = "|" },
  entity = { before = "Entity=", behind = "|" },
}

-- A type of entity without what means something in MISC.
local types = tokens.cache(function(label) return "-" .. label:gsub("[%s%c()|=-]", "_") .. "-" end)

-- What brackets hold: a name, and what follows it where they open. Mentions of nobody known
-- have names of their own.
local function names_of(doc, layers, numbers, labels, kinds, entities)
  local names, more, unknown = {}, {}, 0
  local quotes = tokens.cache(function(number) return "q" .. number end)
  local known = tokens.cache(function(number) return "e" .. number end)
  local contents = tokens.cache(function(number) return "-" .. doc:item("quotes", number).type end)
  for i, layer in ipairs(layers) do
    if layer ~= "entity" then
      names[i], more[i] = quotes[numbers[i]], layer == "content" and contents[numbers[i]] or ""
    else
      if not entities[i] then unknown = unknown + 1 end
      names[i], more[i] = entities[i] and known[entities[i]] or "x" .. unknown, types[labels[i]] .. kinds[i]
    end
  end
  return names, more
end

-- Of each layer a column with the brackets that close at a token, the inner before the outer,
-- and behind them those that open.
local function columns_of(doc, mentions)
  local at, texts, columns = {}, {}, {}
  local firsts, lasts, layers, numbers, labels, kinds, entities =
    spans.columns(doc, mentions, "first", "last", "layer", "number", "label", "kind", "entity")
  local names, more = names_of(doc, layers, numbers, labels, kinds, entities)
  for _, layer in ipairs(KEYS) do at[layer], texts[layer] = {}, {} end
  local function add(layer, token, text)
    local list, n = at[layer], #at[layer] + 1
    list[n], texts[layer][n] = token, text
  end
  for i = #firsts, 1, -1 do
    if firsts[i] < lasts[i] then add(layers[i], lasts[i], names[i] .. ")") end
  end
  for i, first in ipairs(firsts) do
    if first <= lasts[i] then add(layers[i], first, "(" .. names[i] .. more[i] .. (first == lasts[i] and ")" or "")) end
  end
  for k, layer in ipairs(KEYS) do columns[k] = doc:marks("", at[layer], at[layer], texts[layer], FORMS[layer]) end
  return columns
end

local WORDS = "%t%(%| %)"
local ROW = "%n\t%t\t_\t%u\t_\t_\t_\t_\t_\t%1%2%3%4%(SpaceAfter=No|%|%)TokenRange=%b:%e\n"

local function render(doc, out, options)
  local text, at, number, column = doc:text(), 0, 0, columns_of(doc, options.mentions)
  out:write "# newdoc id = ":tsv(doc:meta().id or "document"):write "\n# global.Entity = eid-etype-kind\n"
  for first, last, start, stop in tokens.sentences(doc) do
    number = number + 1
    if number == 1 or text:sub(at + 1, start):find("\n", 1, true) then out:write "# newpar\n" end
    at = stop
    out:write("# sent_id = ", number, "\n# text = "):rows(doc, first, last - 1, WORDS):rows(doc, last, last, "%t"):write "\n"
    out:rows(doc, first, last, ROW, "codepoint", first - 1, column[1], column[2], column[3], column[4]):write "\n"
  end
  if number == 0 then out:write "\n" end
end

return {
  name = "conllu",
  description = "CoNLL-U with entities and quotes in MISC",
  media_type = "text/x-conllu",
  independent = true,
  options = { mentions = { type = "string", default = "all", one_of = spans.option.one_of, description = spans.option.description } },
  render = render,
}
