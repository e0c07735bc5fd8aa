--- Proposes a rule file for a site from one of its pages.
local html = require "quoth.html"

local propose = {}

-- Names that say something and will still be there tomorrow: no numbers, no hashes.
local function is_lasting(name)
  return #name > 3 and name:find "^[%w_-]+$" and not name:find "%d%d" and not name:find "[A-Z].*[A-Z].*[A-Z]"
end

-- How an element can be named: by id, by a class, by what it is for schema.org.
local function names_of(page, node)
  local list, name = {}, page:name(node)
  local id, property = page:attribute(node, "id"), page:attribute(node, "itemprop")
  if property and property:find "^%w+$" then list[#list + 1] = ("[itemprop=%s]"):format(property) end
  if id and is_lasting(id) then list[#list + 1] = "#" .. id end
  for class in (page:attribute(node, "class") or ""):gmatch "%S+" do
    if is_lasting(class) then list[#list + 1] = ("%s.%s"):format(name, class) end
  end
  if name == "article" or name == "main" then list[#list + 1] = name end
  return list
end

-- The innermost element around all of some nodes.
local function common_ancestor(page, nodes)
  local top = page:parent(nodes[1]) or nodes[1]
  while page:last(top) < nodes[#nodes] do top = page:parent(top) end
  return top
end

-- A selector that names this element and no other; else of one around it, not too far.
local function selector_for(page, node)
  for _ = 1, 5 do
    for _, selector in ipairs(names_of(page, node)) do
      if #page:select(selector) == 1 then return selector end
    end
    node = page:parent(node)
    if not node then return nil end
  end
end

-- Classes of what was left out by rules of thumb within the body: they are sure here.
local function selectors_dropped(article, first, last)
  local list, seen = {}, {}
  for _, block in ipairs(article.page_blocks) do
    local by_name = (block.dropped or ""):match "named:(.+)$"
    if by_name and block.node >= first and block.node <= last then
      local node = block.node
      while node > first do
        for _, selector in ipairs(names_of(article.page, node)) do
          if selector:find(by_name, 1, true) and not seen[selector] then
            list[#list + 1], seen[selector] = ("%q"):format(selector), true
          end
        end
        node = article.page:parent(node)
      end
    end
  end
  return list
end

-- An invented page that the selector fits, for the first case.
local function example(selector)
  local name = selector:match "^%a+" or "div"
  local id, class, property = selector:match "^#(.+)", selector:match "%.(.+)", selector:match "itemprop=(%w+)"
  local attribute = id and (' id="%s"'):format(id) or class and (' class="%s"'):format(class)
    or property and (' itemprop="%s"'):format(property) or ""
  return ('<h1>Rain wins</h1><%s%s><p>"It rained," said Mara Lund, who sells umbrellas.</p></%s>'):format(name, attribute, name)
end

local FORM = [=[
-- %s
return {
  name = %q,
  version = 1,
  date = %q,
  description = %q,
  match = { host = { %q } },
  body = { %q },
%s  test = {
    { html = [[%s]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } } },
  },
}
]=]

--- The text of a rule file for a host, or nil and a message.
function propose.rule(host, bytes)
  local article, message = html.read(bytes)
  if not article then return nil, message end
  local nodes = {}
  for _, block in ipairs(article.page_blocks) do
    if block.kept then nodes[#nodes + 1] = block.node end
  end
  if #nodes == 0 then return nil, "the page has no text that reads like an article" end
  local root = common_ancestor(article.page, nodes)
  local selector = selector_for(article.page, root)
  if not selector then return nil, "no element around the article has a name that would last: write the rule by hand" end
  host = host:lower():gsub("^www%.", "")
  local drops = table.concat(selectors_dropped(article, root, article.page:last(root)), ", ")
  local description = article.site and ("%s, %s"):format(article.site, host) or host
  return FORM:format(article.site or host, host:gsub("%W", "-"), os.date "%Y-%m-%d", description, "*." .. host, selector,
    drops ~= "" and ("  drop = { add = { %s } },\n"):format(drops) or "", example(selector))
end

return propose
