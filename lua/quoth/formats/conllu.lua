-- CoNLL-U. MISC holds SpaceAfter, TokenRange (code points, as UDPipe has it), Entity in
-- the brackets of CorefUD, and in such brackets too Source, Cue and Content with the id
-- of their quote: Content=(q1-direct … q1).
local spans = require "quoth.formats.spans"
local tokens = require "quoth.formats.tokens"

local KEYS = { "entity", "source", "cue", "content" }
local NO_KEYS = {}
local NAMES = { entity = "Entity", source = "Source", cue = "Cue", content = "Content" }
local PARTS_OF_SPEECH = { punctuation = "PUNCT", mark = "PUNCT", symbol = "SYM", number = "NUM" }

-- Names of mentions of nobody known count on behind the entities.
local function name_of(span, state)
  if span.quote then return "q" .. span.quote.id end
  if span.entity then return "e" .. span.entity end
  if not span.name then
    state.unknown = state.unknown + 1
    span.name = "x" .. state.unknown
  end
  return span.name
end

local function opened(span, state)
  local name = name_of(span, state)
  if span.layer == "content" then return ("%s-%s"):format(name, span.quote.type) end
  if span.layer == "entity" then return ("%s-%s-%s"):format(name, (span.label:gsub("[%s()|=-]", "_")), span.kind) end
  return name
end

-- What ends goes first, the inner before the outer; then what begins.
local function brackets(covering, layer, state)
  local closing, opening = "", ""
  for _, span in ipairs(covering) do
    if span.layer == layer then
      if span.begins then opening = opening .. "(" .. opened(span, state) .. (span.ends and ")" or "")
      elseif span.ends then closing = name_of(span, state) .. ")" .. closing end
    end
  end
  return closing .. opening
end

local function write_misc(doc, out, token, covering, state)
  for _, layer in ipairs(covering[1] and KEYS or NO_KEYS) do
    local value = brackets(covering, layer, state)
    if value ~= "" then out:write(NAMES[layer], "=", value, "|") end
  end
  if token.next_start == token["end"] then out:write "SpaceAfter=No|" end
  out:write("TokenRange=", doc:offset(token.start, "codepoint"), ":", doc:offset(token["end"], "codepoint"), "\n")
end

-- The sentence as its tokens and SpaceAfter tell it.
local function text_of(sentence)
  local parts = {}
  for i, token in ipairs(sentence.tokens) do
    parts[#parts + 1] = token.text
    if i < #sentence.tokens and token.next_start > token["end"] then parts[#parts + 1] = " " end
  end
  return table.concat(parts)
end

local function render(doc, out, options)
  local state, text, at = { unknown = 0 }, doc:text(), 0
  local cover = tokens.cover(spans.all(doc, options.mentions))
  out:write "# newdoc id = ":tsv(doc:meta().id or "document"):write "\n# global.Entity = eid-etype-kind\n"
  local number = 0
  for sentence in tokens.sentences(doc) do
    number = number + 1
    if number == 1 or text:sub(at + 1, sentence.start):find "\n" then out:write "# newpar\n" end
    at = sentence["end"]
    out:write("# sent_id = ", number, "\n# text = "):tsv(text_of(sentence)):write "\n"
    for i, token in ipairs(sentence.tokens) do
      out:tsv(i, token.text):write("\t_\t", PARTS_OF_SPEECH[token.kind] or "_", "\t_\t_\t_\t_\t_\t")
      write_misc(doc, out, token, cover(token), state)
    end
    out:write "\n"
  end
  if number == 0 then out:write "\n" end
end

return {
  name = "conllu",
  description = "CoNLL-U with entities and quotes in MISC",
  media_type = "text/x-conllu",
  options = { mentions = { type = "string", default = "all", one_of = spans.option.one_of, description = spans.option.description } },
  render = render,
}
