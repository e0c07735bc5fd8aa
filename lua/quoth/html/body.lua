--- Finds the body of an article among the blocks of a page, with no rule of a site.
--
-- Blocks that read like prose count for the elements around them, others against: the
-- element with the best balance holds the body. Of its blocks, prose is kept, and what
-- is no prose where it belongs to prose: headings before it, lists, short lines.
local dom = select(2, pcall(require, "quoth.dom")) -- absent in builds without HTML

local body = {}

-- Words that a block needs to count as prose, and what a block that is none costs.
local PROSE_WORDS, NOISE_COST = 12, 8
local LINKED_MOST = 0.5

-- What a rule of thumb would throw away is kept where it holds this share of the prose.
local TOO_MUCH = 0.3

local function count_words(text)
  local _, count = text:gsub("%S+", "")
  return count
end

local function ends_like_prose(text)
  return text:find "[.!?:;\"')%]]$" or text:find "\226\128[\153\157\166]$"
end

-- What a block is worth: positive for prose.
local function weigh(block, name)
  if block.linked > LINKED_MOST then return -NOISE_COST end
  if name:find "^h[1-6]$" then return 0 end
  if block.words >= PROSE_WORDS and ends_like_prose(block.text) then return block.words end
  if name == "p" and block.words >= PROSE_WORDS then return block.words / 2 end
  if name == "p" and ends_like_prose(block.text) then return block.words end
  return -math.min(NOISE_COST, block.words)
end

-- Adds words, name and worth to each block; returns the sum of what prose is worth.
local function weigh_all(page, blocks)
  local prose = 0
  for _, block in ipairs(blocks) do
    block.name = page:name(block.node)
    block.words = count_words(block.text)
    block.worth = weigh(block, block.name)
    prose = prose + math.max(0, block.worth)
  end
  return prose
end

-- ---- what is thrown away ----

local function drop_blocks(blocks, reason)
  for _, block in ipairs(blocks) do block.dropped = block.dropped or reason end
end

local function prose_of(blocks)
  local sum = 0
  for _, block in ipairs(blocks) do sum = sum + math.max(0, block.worth) end
  return sum
end

-- The blocks in elements that a selector names.
local function blocks_in(page, blocks, selector)
  local found, at, last = {}, 1, 0
  local nodes = page:select(selector) or {}
  for _, block in ipairs(blocks) do
    while nodes[at] and nodes[at] <= block.node do
      last = math.max(last, page:last(nodes[at]))
      at = at + 1
    end
    if block.node <= last then found[#found + 1] = block end
  end
  return found
end

-- Drops what the rule's selectors name, unless that is a good part of the prose: a page
-- that is laid out by tables, or folded away until a reader asks for it.
local function drop_selected(page, blocks, selectors, prose)
  for _, selector in ipairs(selectors or {}) do
    local found = blocks_in(page, blocks, selector)
    if prose_of(found) <= TOO_MUCH * prose then drop_blocks(found, selector) end
  end
end

-- Class and id of an element and of those around it, lower-cased, with spaces around.
local function names_around(page, node, cache)
  local names = cache[node]
  if names then return names end
  local parent = page:parent(node)
  names = parent and page:name(parent) ~= "body" and names_around(page, parent, cache) or " "
  local own = ("%s %s"):format(page:attribute(node, "class") or "", page:attribute(node, "id") or "")
  if own ~= " " then names = names .. own:lower() .. " " end
  cache[node] = names
  return names
end

local function drop_by_names(page, blocks, words, prose)
  local cache = {}
  for _, word in ipairs(words or {}) do
    local found = {}
    for _, block in ipairs(blocks) do
      if names_around(page, block.node, cache):find(word, 1, true) then found[#found + 1] = block end
    end
    if prose_of(found) <= TOO_MUCH * prose then drop_blocks(found, word) end
  end
end

-- The matchers of a rule, made once for it.
local matchers = setmetatable({}, { __mode = "k" })

local function matchers_of(rule)
  if not matchers[rule] then
    local list = {}
    for i, regex in ipairs(rule.never_read or {}) do list[i] = assert(dom.matcher(regex)) end
    matchers[rule] = list
  end
  return matchers[rule]
end

local function drop_by_text(blocks, rule)
  for i, matcher in ipairs(matchers_of(rule)) do
    for _, block in ipairs(blocks) do
      if not block.dropped and matcher:finds(block.text) then block.dropped = rule.never_read[i] end
    end
  end
end

-- ---- what is kept ----

-- A lone paragraph between links teases another article: it speaks against the element
-- around, though it may be kept where that one is chosen all the same.
local function weigh_teasers(blocks)
  for i = 2, #blocks - 1 do
    local block = blocks[i]
    if block.worth > 0 and blocks[i - 1].linked == 1 and blocks[i + 1].linked == 1 then block.worth = -NOISE_COST end
  end
end

-- The element whose blocks have the best sum; the innermost of equals.
local function best_root(page, blocks)
  local sums, best = {}, nil
  for _, block in ipairs(blocks) do
    local node = not block.dropped and block.node
    while node do
      sums[node] = (sums[node] or 0) + block.worth
      node = page:parent(node)
    end
  end
  for node, sum in pairs(sums) do
    if not best or sum > sums[best] or (sum == sums[best] and node > best) then best = node end
  end
  return best
end

local function is_list_item(page, node)
  while node do
    local name = page:name(node)
    if name == "li" then return true end
    if name == "div" or name == "article" then return false end
    node = page:parent(node)
  end
end

-- An item of a list that is written out.
local function is_item(page, block) return ends_like_prose(block.text) and block.linked == 0 and is_list_item(page, block.node) end

local function is_kept(page, block)
  if block.dropped then return false end
  if block.linked > LINKED_MOST then return block.words >= PROSE_WORDS and ends_like_prose(block.text) end
  if block.name == "p" or block.name == "blockquote" or block.worth > 0 then return true end
  return block.name:find "^h[2-6]$" or (block.words > 3 and is_list_item(page, block.node))
end

--- Chooses the blocks of the body. Blocks get a field `dropped` that says why, where a
-- selector, name or text of the rule left them out. Returns their numbers, in order,
-- and the element that holds them; an empty list where the page has no prose.
function body.find(page, blocks, rule)
  local prose = weigh_all(page, blocks)
  drop_selected(page, blocks, rule.drop, prose)
  drop_by_names(page, blocks, rule.furniture, prose)
  drop_by_text(blocks, rule)
  weigh_teasers(blocks)
  local root = best_root(page, blocks)
  if not root then return {} end
  local last, kept, last_prose = page:last(root), {}, 0
  for i, block in ipairs(blocks) do
    if block.node >= root and block.node <= last and is_kept(page, block) then
      kept[#kept + 1] = i
      if block.worth > 0 or is_item(page, block) then last_prose = #kept end
    end
  end
  for i = #kept, last_prose + 1, -1 do kept[i] = nil end -- headings and links at the end
  return kept, root
end

return body
