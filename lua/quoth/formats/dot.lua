-- Who quotes whom, over all documents, as a graph for Graphviz: an edge leads from
-- the reporter to the one reported.
local graph = require "quoth.formats.graph"

return {
  name = "dot",
  description = "who quotes whom over all documents, a graph for Graphviz",
  media_type = "text/vnd.graphviz",
  options = graph.options,
  begin = graph.begin,
  render = graph.add,
  finish = function(out)
    out:write "digraph quotes {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n"
    for _, node in ipairs(out.state.nodes) do
      if node.kind ~= "name" then out:write "  ":dot(node.name):write " [style=\"\"];\n" end
    end
    for _, edge in ipairs(out.state.edges) do
      out:write "  ":dot(edge.from.name):write " -> ":dot(edge.to.name)
      out:write(" [weight=", edge.count, ", label=", edge.count, "];\n")
    end
    out:write "}\n"
  end,
}
