--- Chooses the blocks of a page that are the body of its article.
--
-- A rule's `body` names the elements that hold it. Where it names none, or they are not
-- there, the body is found by how text reads: blocks that read like prose count for the
-- elements around them, others against, and the element with the best balance wins. Of
-- the blocks in there, those that `drop`, `pull` and `caption` name are left out.
local dom = select(2, pcall(require, "quoth.dom")) -- absent in builds without HTML

local body = {}

-- Words that a block needs to count as prose, and what a block that is none costs.
local PROSE_WORDS, NOISE_COST = 12, 8
local LINKED_MOST = 0.5

-- What a rule of thumb would throw away is kept where it holds too much of the prose of a
-- page that is long enough to tell: half of the leading group of paragraphs, if that has
-- a good part of all prose; else this share of all.
local ENOUGH_PROSE, LEADING, TOO_MUCH = 100, 0.15, 0.3

local function count_words(text)
  local _, count = text:gsub("%S+", "")
  return count
end

local function ends_like_prose(text)
  return text:find "[.!?:;\"')%]]$" or text:find "\226\128[\153\157\166]$"
end

-- What a block is worth: positive for prose.
local function weigh(block)
  local name = block.name
  if block.linked > LINKED_MOST then return -NOISE_COST end
  if name:find "^h[1-6]$" then return 0 end
  if block.words >= PROSE_WORDS and ends_like_prose(block.text) then return block.words end
  if name == "p" and block.words >= PROSE_WORDS then return block.words / 2 end
  if name == "p" and ends_like_prose(block.text) then return block.words end
  return -math.min(NOISE_COST, block.words)
end

-- The name of the element a block stands in; of a heading, also where more stands between.
local function name_of(page, node)
  local parent = page:parent(node)
  local around = parent and page:name(parent)
  return around and around:find "^h[1-6]$" and around or page:name(node)
end

local function weigh_all(page, blocks)
  for _, block in ipairs(blocks) do
    block.name = name_of(page, block.node)
    block.words = count_words(block.text)
    block.worth = weigh(block)
  end
end

local function prose_of(blocks)
  local sum = 0
  for _, block in ipairs(blocks) do sum = sum + math.max(0, block.worth) end
  return sum
end

-- ---- sources: "selector", "text:regex", "named:word" ----

-- The blocks in elements that a selector names.
local function blocks_selected(page, blocks, selector)
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

-- The blocks within an element whose class or id has the word as a part.
local function blocks_named(page, blocks, word, cache)
  local found = {}
  for _, block in ipairs(blocks) do
    if names_around(page, block.node, cache):find(word, 1, true) then found[#found + 1] = block end
  end
  return found
end

local matchers = {} -- by regex

-- The blocks whose text a regular expression finds. One that runs into the limit of
-- work is left out for this page, and said.
local function blocks_like(blocks, regex, article)
  local found = {}
  matchers[regex] = matchers[regex] or assert(dom.matcher(regex))
  for _, block in ipairs(blocks) do
    local yes, message = matchers[regex]:finds(block.text)
    if yes == nil then
      article.warnings[#article.warnings + 1] = ("text:%s is left out: %s"):format(regex, message)
      return {}
    end
    if yes then found[#found + 1] = block end
  end
  return found
end

local function blocks_of(article, source, cache)
  local kind, rest = source:match "^(%l+):(.*)$"
  if kind == "text" then return blocks_like(article.page_blocks, rest, article) end
  if kind == "named" then return blocks_named(article.page, article.page_blocks, rest, cache) end
  return blocks_selected(article.page, article.page_blocks, source)
end

-- ---- what is thrown away ----

local OUT = { "drop", "pull", "caption" }
local KINDS = { pull = "pull_quote", caption = "caption" }

-- The sums of prose by element: of the paragraphs in it, and half of those that are one
-- level further down, though not in items of a list. And the element with the largest.
local function group(page, blocks)
  local groups, best = {}, nil
  for _, block in ipairs(blocks) do
    local node, share = page:parent(block.node), math.max(0, block.worth)
    for _ = 1, 2 do
      if not node then break end
      groups[node] = (groups[node] or 0) + share
      if not best or groups[node] > groups[best] then best = node end
      node, share = page:name(node) ~= "li" and page:parent(node), share / 2
    end
  end
  return groups, best
end

local function is_too_much(page, blocks, prose)
  if prose.sum < ENOUGH_PROSE then return false end
  if prose.leading < LEADING * prose.sum then return prose_of(blocks) > TOO_MUCH * prose.sum end
  return (group(page, blocks)[prose.best] or 0) > prose.leading / 2
end

-- Drops what a source names, unless it is one for all pages, not the site's own, and
-- names a good part of the prose: pages that are laid out by tables, or folded away.
local function drop(article, key, source, found, prose)
  local is_sure = article.rule.own[source]
  local note = not is_sure and is_too_much(article.page, found, prose) and "holds too much of the prose" or nil
  article:note(key, source, #found, note)
  for _, block in ipairs(note and {} or found) do
    block.dropped = block.dropped or ("%s %s"):format(key, source)
    block.kind = block.kind or KINDS[key]
  end
end

local function drop_all(article)
  local groups, best = group(article.page, article.page_blocks)
  local prose, cache = { sum = prose_of(article.page_blocks), best = best, leading = groups[best] }, {}
  for _, key in ipairs(OUT) do
    for _, source in ipairs(article.rule[key] or {}) do
      drop(article, key, source, blocks_of(article, source, cache), prose)
    end
  end
end

-- A site's own selectors reach within paragraphs, too: the text of what they name is
-- left out of the blocks. Before the blocks are made.
local function leave_out_inline(article)
  for _, source in ipairs(article.rule.drop or {}) do
    if article.rule.own[source] and not source:find "^%l+:" then
      for _, node in ipairs(article.page:select(source) or {}) do article.page:leave_out(node) end
    end
  end
end

-- ---- what the page says its text is ----

-- Letters and digits only, so that marks, case and space do not count.
local function letters_of(text)
  return (text:gsub("[^%w\128-\255]", ""):gsub("\226\128[\128-\191]", ""):gsub("\194[\128-\191]", ""):lower())
end

-- Does a text have the beginning and the end of a block?
local FEW_BYTES = 40
local function has_block(text, block)
  local letters = letters_of(block.text)
  return text:find(letters:sub(1, FEW_BYTES), 1, true) and text:find(letters:sub(-FEW_BYTES), 1, true)
end

-- Where the page tells machines its text, prose that is not in there is no part of it. It
-- is believed where the page has most of what it tells: some tell the first lines only.
local function drop_untold(article)
  local told = article:told "articleBody"
  if not told then return end
  told = letters_of(told)
  local others, found = {}, 0
  for _, block in ipairs(article.page_blocks) do
    if block.worth > 0 and not block.dropped then
      if has_block(told, block) then found = found + #block.text
      else others[#others + 1] = block end
    end
  end
  local is_whole = found > 500 and found > #told * 0.7
  article:note("drop", "(what is not in the page's articleBody)", #others, not is_whole and "it is not the whole text" or nil)
  for _, block in ipairs(is_whole and others or {}) do block.dropped = "not in articleBody" end
end

-- ---- where the body is ----

-- A lone paragraph between headings that are links teases another article: it speaks
-- against the element around, though it may be kept where that one is chosen all the same.
local function weigh_teasers(blocks)
  local function is_link(block) return block == nil or block.linked == 1 end
  for i = 2, #blocks do
    local block, before = blocks[i], blocks[i - 1]
    local is_lone = before.name:find "^h[1-6]$" and is_link(before) and is_link(blocks[i + 1])
    if is_lone and block.worth > 0 then block.worth = -NOISE_COST end
  end
end

-- The element whose blocks have the best sum; the innermost of equals; or nil.
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

-- ---- what is kept ----

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

-- Of a body that a rule names, all but lists of links is kept; of one that was found, what
-- belongs to prose.
local function is_kept(page, block, is_sure)
  if block.dropped then return false end
  if block.linked > LINKED_MOST then return block.words >= PROSE_WORDS and ends_like_prose(block.text) end
  if is_sure or block.name == "p" or block.name == "blockquote" or block.worth > 0 then return true end
  return block.name:find "^h[2-6]$" or (block.words > 3 and is_list_item(page, block.node))
end

-- Of some blocks, the numbers of those that are kept, without headings and links at the end.
local function keep(page, blocks, is_within, is_sure)
  local kept, last_prose = {}, 0
  for i, block in ipairs(blocks) do
    if is_within(block) and is_kept(page, block, is_sure) then
      kept[#kept + 1] = i
      if block.worth > 0 or is_item(page, block) or is_sure and ends_like_prose(block.text) then last_prose = #kept end
    end
  end
  for i = #kept, last_prose + 1, -1 do kept[i] = nil end
  return kept
end

-- By the rule's `body`: the first source that gives as many blocks as the rule needs.
local function by_rule(article)
  local rule, need = article.rule, article.rule.need or 1
  for _, selector in ipairs(rule.body or {}) do
    local found = {}
    for _, block in ipairs(blocks_selected(article.page, article.page_blocks, selector)) do found[block] = true end
    local kept = keep(article.page, article.page_blocks, function(block) return found[block] end, true)
    article:note("body", selector, #kept, #kept < need and ("too few: %d are needed"):format(need) or nil)
    if #kept >= need then return kept end
  end
  if rule.body then article:missed "body" end
end

local function by_prose(article)
  local page, blocks = article.page, article.page_blocks
  drop_untold(article)
  weigh_teasers(blocks)
  local root = best_root(page, blocks)
  if not root then return {} end
  local last = page:last(root)
  article:note("body", ("(the best of the page: %s)"):format(page:name(root)), 1)
  return keep(page, blocks, function(block) return block.node >= root and block.node <= last end)
end

-- The kind of a block by the elements around it.
local function kind_of(page, block)
  if block.name:find "^h[1-6]$" then return "headline" end
  local node = block.node
  while node do
    local name = page:name(node)
    if name == "blockquote" then return "blockquote" end
    if name == "li" then return "list" end
    node = page:parent(node)
  end
  return "paragraph"
end

-- Says of each block what it is: by the rule's sources, then by its element.
local function set_kinds(article)
  for _, kind in ipairs { "deck", "byline" } do
    for _, source in ipairs(article.rule[kind] or {}) do
      local is_element = not source:find "^jsonld:" and not source:find "@[%w_:-]+$"
      for _, block in ipairs(is_element and blocks_of(article, source, {}) or {}) do block.kind = block.kind or kind end
    end
  end
  for _, block in ipairs(article.page_blocks) do block.kind = block.kind or kind_of(article.page, block) end
end

--- Chooses the body of an article (see quoth.html). Fills article.page_blocks, all blocks
-- of the page: what src/lua/page.c gives, `dropped`, which says why, and `kind`: "headline",
-- "deck", "byline", "paragraph", "blockquote", "list", "caption" or "pull_quote". Returns
-- the numbers of those that are kept, in order.
function body.choose(article)
  leave_out_inline(article)
  article.page_blocks = article.page:blocks()
  weigh_all(article.page, article.page_blocks)
  drop_all(article)
  set_kinds(article)
  return by_rule(article) or by_prose(article)
end

return body
