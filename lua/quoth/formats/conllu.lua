-- CoNLL-U. MISC holds SpaceAfter, TokenRange (code points, as UDPipe has it), Entity in
-- the brackets of CorefUD, and in such brackets too Source, Cue and Content with the id
-- of their quote: Content=(q1-direct … q1).
local spans = require "quoth.formats.spans"
local tokens = require "quoth.formats.tokens"

local KEYS = { "entity", "source", "cue", "content" }
local NAMES = { entity = "Entity", source = "Source", cue = "Cue", content = "Content" }

-- Brackets go into a table by token of each layer.
local function new_brackets()
  local brackets = {}
  for _, layer in ipairs(KEYS) do brackets[layer] = {} end
  return brackets
end

-- A type of entity without what means something in MISC.
local types = tokens.cache(function(label) return "-" .. label:gsub("[%s%c()|=-]", "_") .. "-" end)

-- Of each layer the brackets that open and those that close, by token. At each token the
-- inner closes before the outer. Mentions of nobody known have names of their own.
local function brackets_of(doc, mentions)
  local opening, closing, unknown = new_brackets(), new_brackets(), 0
  local firsts, lasts, layers, numbers, labels, kinds, entities =
    spans.columns(doc, mentions, "first", "last", "layer", "number", "label", "kind", "entity")
  local function bracket(layer, first, last, name, more)
    if last < first then return end -- no token is touched
    local open, close = opening[layer], closing[layer]
    open[first] = (open[first] or "") .. "(" .. name .. more .. (first == last and ")" or "")
    if first < last then close[last] = name .. ")" .. (close[last] or "") end
  end
  for i, first in ipairs(firsts) do
    local last, layer = lasts[i], layers[i]
    if layer == "entity" then
      if not entities[i] then unknown = unknown + 1 end
      bracket(layer, first, last, entities[i] and "e" .. entities[i] or "x" .. unknown, types[labels[i]] .. kinds[i])
    else
      bracket(layer, first, last, "q" .. numbers[i], layer == "content" and "-" .. doc:item("quotes", numbers[i]).type or "")
    end
  end
  return opening, closing
end

-- What stands in MISC before the rest, a column.
local function misc(doc, mentions)
  local column, opening, closing = {}, brackets_of(doc, mentions)
  for _, layer in ipairs(KEYS) do
    local open, close, key = opening[layer], closing[layer], NAMES[layer] .. "="
    for i, text in pairs(close) do open[i] = text .. (open[i] or "") end
    for i, text in pairs(open) do column[i] = (column[i] or "") .. key .. text .. "|" end
  end
  return column
end

local ROW = "%n\t%t\t_\t%u\t_\t_\t_\t_\t_\t%1%(SpaceAfter=No|%|%)TokenRange=%b:%e\n"

local function render(doc, out, options)
  local text, at, number, column = doc:text(), 0, 0, misc(doc, options.mentions)
  out:write "# newdoc id = ":tsv(doc:meta().id or "document"):write "\n# global.Entity = eid-etype-kind\n"
  for first, last, start, stop in tokens.sentences(doc) do
    number = number + 1
    if number == 1 or text:sub(at + 1, start):find("\n", 1, true) then out:write "# newpar\n" end
    at = stop
    out:write("# sent_id = ", number, "\n# text = ", doc:rows(first, last - 1, "%t%(%| %)"), doc:rows(last, last, "%t"), "\n",
      doc:rows(first, last, ROW, "codepoint", first - 1, column), "\n")
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
