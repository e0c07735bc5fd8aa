--- Tokens for formats of one token a line: what covers them is put into columns, and
-- doc:rows (src/lua/rows.c) writes them by a template.
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

--- A column that has a string for every token.
function tokens.column(doc, string)
  local column = { default = string }
  for i = 1, doc:count "tokens" do column[i] = string end
  return column
end

--- Puts a string into a column for tokens, in place of the default or behind a "|": `begin`
-- for the first one, `inside` for the others. Nothing where last < first.
function tokens.mark(column, first, last, begin, inside)
  local default, value = column.default, begin
  for i = first, last do
    local before = column[i]
    column[i] = before == default and value or before .. "|" .. value
    value = inside
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
