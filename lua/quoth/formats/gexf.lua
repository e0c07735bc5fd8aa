-- Who quotes whom, over all documents, as a graph for Gephi (GEXF 1.3): see format dot.
local graph = require "quoth.formats.graph"

local HEAD = [[
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>quoth</creator><description>Who quotes whom</description></meta>
<graph mode="static" defaultedgetype="directed">
<attributes class="node">
<attribute id="kind" title="kind" type="string"/>
<attribute id="quoted" title="quoted" type="integer"/>
</attributes>
]]

return {
  name = "gexf",
  description = "who quotes whom over all documents, a graph for Gephi (GEXF 1.3)",
  media_type = "application/gexf+xml",
  options = graph.options,
  begin = graph.begin,
  render = graph.add,
  finish = function(out)
    out:write(HEAD, "<nodes>\n")
    for _, node in ipairs(out.state.nodes) do
      out:write('<node id="', node.id, '" label="'):xml((node.name:gsub("%s+", " "))):write '"><attvalues>'
      out:write('<attvalue for="kind" value="', node.kind, '"/><attvalue for="quoted" value="', node.quoted, '"/>')
      out:write "</attvalues></node>\n"
    end
    out:write "</nodes>\n<edges>\n"
    for id, edge in ipairs(out.state.edges) do
      out:write('<edge id="', id, '" source="', edge.from.id, '" target="', edge.to.id, '" weight="', edge.count, '"/>\n')
    end
    out:write "</edges>\n</graph>\n</gexf>\n"
  end,
}
