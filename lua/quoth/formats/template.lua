-- A format to copy: cp template.lua mine.lua; quoth --format ./mine.lua article.txt
--
-- It writes a line for each speaker. Take away what you do not need.
return {
  name = "mine",
  description = "a line for each speaker",
  media_type = "text/plain",

  -- Given as --format-option least=2, and checked before anything is written.
  options = {
    least = { type = "number", default = 1, description = "how many quotes a speaker has at least" },
  },

  -- Once, before the first document. out.state is yours.
  begin = function(out)
    out.state.speakers = 0
  end,

  -- For each document. docs/lua.md tells what doc offers. Instead of `render`, a format
  -- may have functions `document`, `entity`, `mention` and `quote`, called for each.
  render = function(doc, out, options)
    local names, counts = {}, {}
    for quote in doc:quotes() do
      local name = quote.source and (quote.source.name or quote.source.text)
      if name and not counts[name] then names[#names + 1] = name end
      if name then counts[name] = (counts[name] or 0) + 1 end
    end
    for _, name in ipairs(names) do
      if counts[name] >= options.least then
        out:text(name):write("\t", counts[name], "\n")
        out.state.speakers = out.state.speakers + 1
      end
    end
  end,

  -- Once, behind the last document.
  finish = function(out)
    out:write("speakers\t", out.state.speakers, "\n")
  end,
}
