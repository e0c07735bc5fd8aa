--- Sentences with their tokens and the spans that cover each, for formats of one token
-- a line.
local tokens = {}

--- Iterates over the sentences: {start, end, text, tokens}; a token that lies in no
-- sentence makes one of its own.
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
      own.tokens[#own.tokens + 1] = token
      token = next_token()
    until not token or token.start >= own["end"]
    return own
  end
end

--- A function from token to the spans of a sorted list that cover it, the outermost
-- first, each with `begins`: does it begin at this token? Tokens are asked for in order.
function tokens.cover(list)
  local at, open = 1, {}
  return function(token)
    local kept = {}
    for _, span in ipairs(open) do
      if span.stop > token.start then
        span.begins = false
        kept[#kept + 1] = span
      end
    end
    while list[at] and list[at].start < token["end"] do
      if list[at].stop > token.start then
        list[at].begins = true
        kept[#kept + 1] = list[at]
      end
      at = at + 1
    end
    open = kept
    return kept
  end
end

return tokens
