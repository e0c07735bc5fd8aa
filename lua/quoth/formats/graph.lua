--- Who quotes whom, counted over many documents: nodes and edges in the order of first
-- sight. What grows is the number of names and of pairs, not of quotes.
local speaker = require "quoth.formats.speaker"

local graph = {}

--- The options of formats that draw the graph.
graph.options = {
  root = { type = "string", default = "site", one_of = { "site", "document", "none" },
    description = "who quotes first: the site (the document where it names none), the document, or nobody" },
}

--- Empties the graph in out.state; a format's `begin`.
function graph.begin(out)
  local state = out.state
  state.nodes, state.edges, state.node_of, state.edge_of = {}, {}, {}, {}
end

-- kind: "document", "site" or "name".
local function node(state, name, kind)
  local known = state.node_of[name]
  if not known then
    known = { id = #state.nodes + 1, name = name, kind = kind, quoted = 0 }
    state.nodes[known.id], state.node_of[name] = known, known
  end
  return known
end

local function count(state, from, to)
  local pair = from.id .. " " .. to.id
  local edge = state.edge_of[pair]
  if not edge then
    edge = { from = from, to = to, count = 0 }
    state.edges[#state.edges + 1], state.edge_of[pair] = edge, edge
  end
  edge.count = edge.count + 1
end

local function root(state, doc, which)
  if which == "none" or doc:count "quotes" == 0 then return nil end
  local meta = doc:meta()
  if which == "site" and meta.site then return node(state, meta.site, "site") end
  return node(state, meta.id or "document", "document")
end

--- Adds the quotes of a document; a format's `render`.
function graph.add(doc, out, options)
  local state = out.state
  local first = root(state, doc, options.root)
  for quote in doc:quotes() do
    local from = first
    for _, name in ipairs(speaker.names(quote)) do
      local to = node(state, name, "name")
      if from then count(state, from, to) end
      to.quoted = to.quoted + 1
      from = to
    end
  end
end

return graph
