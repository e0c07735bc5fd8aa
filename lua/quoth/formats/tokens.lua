--- Sentences with their tokens and the spans that cover each, for formats of one token
-- a line.
local tokens = {}

--- Iterates over the sentences: {start, end, text, tokens}; a token that lies in no
-- sentence makes one of its own. A token knows where the next one begins: `next_start`.
function tokens.sentences(doc)
  local next_sentence, next_token, text = doc:sentences(), doc:tokens(), doc:text()
  local sentence, token = next_sentence(), next_token()
  return function()
    if not token then return nil end
    while sentence and sentence["end"] <= token.start do sentence = next_sentence() end
    local own = sentence
    if not own or token.start < own.start then
      own = { start = token.start, ["end"] = token["end"], text = text:sub(token.start + 1, token["end"]) }
    end
    own.tokens = {}
    repeat
      local last = token
      own.tokens[#own.tokens + 1] = last
      token = next_token()
      last.next_start = token and token.start or math.huge
    until not token or token.start >= own["end"]
    return own
  end
end

local NONE = {}

--- A function from token to the spans of a sorted list that cover it, the outermost
-- first, each with `begins` and `ends`: does it at this token? Tokens are asked for in
-- order, and the result holds until the next one.
function tokens.cover(list)
  local at, open = 1, NONE
  return function(token)
    local next_span = list[at]
    if open == NONE and not (next_span and next_span.start < token["end"]) then return NONE end
    local kept = {}
    for _, span in ipairs(open) do
      if span.stop > token.start then
        span.begins, span.ends = false, span.stop <= token.next_start
        kept[#kept + 1] = span
      end
    end
    while next_span and next_span.start < token["end"] do
      if next_span.stop > token.start then
        next_span.begins, next_span.ends = true, next_span.stop <= token.next_start
        kept[#kept + 1] = next_span
      end
      at = at + 1
      next_span = list[at]
    end
    open = kept[1] and kept or NONE
    return open
  end
end

return tokens
