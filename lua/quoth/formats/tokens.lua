--- Tokens for formats of one token a line: doc:marks (src/lua/marks.c) puts what covers them
-- into columns, and out:rows (src/lua/rows.c) writes them by a template.
local tokens = {}

--- Iterates over the sentences: the numbers of the first and last token, from 1, and the
-- bytes where the sentence begins and ends.
function tokens.sentences(doc)
  local i, firsts, lasts, starts, stops = 0, doc:columns("sentences", "first", "last", "start", "end")
  return function()
    i = i + 1
    return firsts[i], lasts[i], starts[i], stops[i]
  end
end

--- A table that makes what is asked for and not there: for what is the same of many spans.
function tokens.cache(make)
  return setmetatable({}, { __index = function(self, key)
    local value = make(key)
    self[key] = value
    return value
  end })
end

return tokens
