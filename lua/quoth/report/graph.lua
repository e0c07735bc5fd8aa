--- The picture of the HTML report: who quotes whom, as inline SVG.
--
-- Three columns: where it stood (site or document), who passed it on, who said it. A line is
-- as wide as it has quotes. Colours come from the page's style sheet, so that the picture
-- turns dark with it.
local speaker = require "quoth.formats.speaker"

local M = {}

local MOST_NODES = 25 -- in a column; the rest is summed up as "others"
local COLUMN_WIDTH, COLUMN_GAP, ROW_HEIGHT, TOP = 220, 130, 30, 34
local HEADS = { "Published in", "Reported by", "Said by" }
local DESCRIPTION = "Who quotes whom: from where it was published, by whom it was reported, to who said it"
local LONGEST_LABEL = 26 -- code points

--- An empty graph.
function M.new()
  return { edges = {}, order = {}, columns = { {}, {}, {} } }
end

local function count_node(graph, column, name)
  graph.columns[column][name] = (graph.columns[column][name] or 0) + 1
end

local function count_edge(graph, from_column, from, to_column, to)
  local key = ("%d\0%s\0%d\0%s"):format(from_column, from, to_column, to)
  local edge = graph.edges[key]
  if not edge then
    edge = { from_column = from_column, from = from, to_column = to_column, to = to, count = 0 }
    graph.edges[key] = edge
    graph.order[#graph.order + 1] = edge
  end
  edge.count = edge.count + 1
end

--- Counts a quote that stood at `place`. Of several reporters the outermost is drawn.
function M.add(graph, quote, place)
  local name, reporter = speaker.name(quote), speaker.reporters(quote)[1]
  if not name then return end
  count_node(graph, 1, place)
  count_node(graph, 3, name)
  if not reporter then return count_edge(graph, 1, place, 3, name) end
  count_node(graph, 2, reporter)
  count_edge(graph, 1, place, 2, reporter)
  count_edge(graph, 2, reporter, 3, name)
end

-- Row of each name in a column, the most frequent first; names past the last row share it.
local function rows_of(counts)
  local list, rows = {}, {}
  for name, count in pairs(counts) do list[#list + 1] = { name = name, count = count } end
  table.sort(list, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.name < b.name
  end)
  for i, node in ipairs(list) do rows[node.name] = math.min(i, MOST_NODES) end
  if #list > MOST_NODES then
    list[MOST_NODES] = { name = ("%d others"):format(#list - MOST_NODES + 1) }
    for i = #list, MOST_NODES + 1, -1 do list[i] = nil end
  end
  return list, rows
end

-- The first code points of a name.
local function short(name)
  local characters = 0
  for at in name:gmatch "()[%z\1-\127\194-\244]" do
    characters = characters + 1
    if characters > LONGEST_LABEL then return name:sub(1, at - 1) .. "…" end
  end
  return name
end

local function left_of(column) return (column - 1) * (COLUMN_WIDTH + COLUMN_GAP) end
local function middle_of(row) return TOP + (row - 0.5) * ROW_HEIGHT end

local function write_edge(edge, rows, most, out)
  local x1, x2 = left_of(edge.from_column) + COLUMN_WIDTH, left_of(edge.to_column)
  local y1, y2 = middle_of(rows[edge.from_column][edge.from]), middle_of(rows[edge.to_column][edge.to])
  local bend = (x2 - x1) / 2
  out:write(('<path d="M%g %gC%g %g %g %g %g %g"'):format(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2))
  out:write((' stroke-width="%.1f"><title>'):format(1 + 7 * edge.count / most))
  out:html(edge.from):write " → ":html(edge.to):write((": %d</title></path>\n"):format(edge.count))
end

local function write_node(column, row, node, out)
  local x, y = left_of(column), middle_of(row)
  out:write("<g><title>"):html(node.name):write(
    ('</title><rect x="%g" y="%g" width="%d" height="%d" rx="5"/>'):format(x, y - 11, COLUMN_WIDTH, 22))
  out:write(('<text x="%g" y="%g">'):format(x + 8, y + 4)):html(short(node.name)):write "</text>"
  if node.count then out:write(('<text class="count" x="%g" y="%g">%d</text>'):format(x + COLUMN_WIDTH - 8, y + 4, node.count)) end
  out:write "</g>\n"
end

--- Writes the picture, or nothing where nobody was quoted.
function M.write(graph, out)
  if #graph.order == 0 then return end
  local lists, rows, most, height = {}, {}, 1, 1
  for column = 1, 3 do
    lists[column], rows[column] = rows_of(graph.columns[column])
    height = math.max(height, #lists[column])
  end
  for _, edge in ipairs(graph.order) do most = math.max(most, edge.count) end
  out:write '<figure class="graph">\n<figcaption>Who quotes whom</figcaption>\n'
  local width = left_of(3) + COLUMN_WIDTH
  out:write(('<svg viewBox="0 0 %d %d" role="img" aria-label="%s">\n'):format(width, TOP + height * ROW_HEIGHT, DESCRIPTION))
  for column, head in ipairs(HEADS) do
    if #lists[column] > 0 then out:write(('<text class="head" x="%d" y="18">%s</text>\n'):format(left_of(column), head)) end
  end
  out:write '<g class="edges">\n'
  for _, edge in ipairs(graph.order) do write_edge(edge, rows, most, out) end
  out:write '</g>\n<g class="nodes">\n'
  for column = 1, 3 do
    for row, node in ipairs(lists[column]) do write_node(column, row, node, out) end
  end
  out:write "</g>\n</svg>\n</figure>\n"
end

return M
