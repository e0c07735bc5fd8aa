-- Who quotes whom, over all documents, as a graph for Graphviz: an edge leads from
-- the reporter to the one reported, and from a document to those it quotes itself.
local function quoted(text)
  return '"' .. text:gsub("[%c\127]", " "):gsub('[\\"]', "\\%0") .. '"'
end

-- Counts one more quote from a node to another, keeping the order of first sight.
local function count(state, from, to)
  local key = quoted(from) .. " -> " .. quoted(to)
  if not state.counts[key] then state.order[#state.order + 1] = key end
  state.counts[key] = (state.counts[key] or 0) + 1
end

return {
  name = "dot",
  description = "who quotes whom over all documents, a graph for Graphviz",
  media_type = "text/vnd.graphviz",
  begin = function(out) out.state.counts, out.state.order = {}, {} end,
  document = function(doc, out)
    for quote in doc:quotes() do
      if quote.source then
        local from = doc:meta().id or "document"
        for _, reporter in ipairs(quote.reported_by) do
          count(out.state, from, reporter.name)
          from = reporter.name
        end
        count(out.state, from, quote.source.name or quote.source.text)
      end
    end
  end,
  finish = function(out)
    out:write("digraph quotes {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n")
    for _, key in ipairs(out.state.order) do
      out:write("  ", key, (" [weight=%d, label=%d];\n"):format(out.state.counts[key], out.state.counts[key]))
    end
    out:write "}\n"
  end,
}
