--- Golden cases: reads them and judges a document by them. tests/golden/README.md
-- tells the form.
local golden = {}

local QUOTE_TYPES = { direct = true, indirect = true, mixed = true }
local QUOTE_FIELDS = { by = true, source = true, cue = true, via = true, within = true, rule = true }
local QUOTE_FLAGS = { ["no source"] = true, ["no cue"] = true, ["not speech"] = true, negated = true }
local ENTITY_FIELDS = {
  also = true, role = true, of = true, country = true, mentions = true, metonyms = true, value = true,
}

-- ---- reading cases ----

local function fail(case, line, message)
  error(("%s:%d: %s"):format(case.file, line, message), 0)
end

local function squeeze(text) return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

local function list_of(text)
  local list = {}
  for part in (text .. ", "):gmatch "(.-), " do list[#list + 1] = part end
  return list
end

-- An indented line: a field of the item above it.
local function read_field(case, item, line, at)
  local word = squeeze(line)
  if item.quote and QUOTE_FLAGS[word] then
    item[word] = true
    return
  end
  local key, value = word:match "^(%l+): (.+)$"
  if not key or not (item.quote and QUOTE_FIELDS or ENTITY_FIELDS)[key] then
    fail(case, at, "not a field here: " .. word)
  end
  item[key] = value
end

-- A line at the margin: a quote, an entity, or what holds for the whole case.
local function read_item(case, line, at)
  local none = line:match "^no (%l+)$"
  if none then
    case.expected[none] = case.expected[none] or {}
    return
  end
  local key, value = line:match "^(%l[%l_ ]*): (.+)$"
  if not key then fail(case, at, "not understood: " .. line) end
  if key == "known failure" then
    case.known_failure = value
    return
  end
  local given = key:match "^given (%l+)$"
  if given then
    case.given[given] = value
    return
  end
  local kind = QUOTE_TYPES[key] and "quotes" or key
  local item = { quote = kind == "quotes", type = key, text = squeeze(value) }
  case.expected[kind] = case.expected[kind] or {}
  table.insert(case.expected[kind], item)
  return item
end

local function read_expectations(case, lines, first, last)
  local item
  for at = first, last do
    local line = lines[at]
    if line:find "^%s+%S" then
      if not item then fail(case, at, "a field of nothing: " .. line) end
      read_field(case, item, line, at)
    elseif line:find "%S" then
      item = read_item(case, line, at) or item
    end
  end
  if not next(case.expected) then fail(case, first, "the case expects nothing") end
end

local function unescape(text)
  return (text:gsub("\\x(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

local function read_case(file, lines, first, last)
  local case = { file = file, line = first, title = lines[first], given = {}, expected = {} }
  local rule
  for at = first + 2, last do
    if lines[at] == "---" then rule = at end
    if rule then break end
  end
  if not rule then fail(case, first, "no line '---' between text and expectations") end
  case.text = unescape(table.concat(lines, "\n", first + 2, rule - 1))
  read_expectations(case, lines, rule + 1, last)
  return case
end

--- The cases of a file's text, a list of {file, line, title, text, given, expected,
-- known_failure}. Raises "FILE:LINE: message" where the form is broken.
function golden.parse(file, text)
  local lines, starts, cases = {}, {}, {}
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do lines[#lines + 1] = line end
  for at = 1, #lines - 1 do
    if lines[at]:find "%S" and lines[at + 1]:find "^====+$" then starts[#starts + 1] = at end
  end
  for i, first in ipairs(starts) do
    cases[i] = read_case(file, lines, first, (starts[i + 1] or #lines + 1) - 1)
  end
  return cases
end

--- Reads a case's text as the case says it is to be read; raises where that fails.
function golden.extract(case)
  local quoth = require "quoth"
  local engine = assert(quoth.new { site = case.given.site or "none" })
  return assert(engine:extract(case.text, { date = case.given.date, url = case.given.url }))
end

-- ---- judging ----

local function texts(list, field)
  local parts = {}
  for i, item in ipairs(list) do parts[i] = squeeze(field and item[field] or item) end
  return parts
end

local function same_set(actual, wanted)
  local left, right = { table.unpack(actual) }, list_of(wanted)
  table.sort(left)
  table.sort(right)
  return table.concat(left, "\n") == table.concat(right, "\n")
end

-- What a field of a quote is, as the form writes it; nil where there is none.
local quote_field = {}
function quote_field.by(quote) return quote.source and quote.source.name and squeeze(quote.source.name) end
function quote_field.source(quote) return quote.source and squeeze(quote.source.text) end
function quote_field.cue(quote, wanted)
  if not quote.cue then return nil end
  local text = squeeze(quote.cue.text)
  return wanted:find " %(.+%)$" and ("%s (%s)"):format(text, quote.cue.lemma) or text
end
function quote_field.via(quote) return #quote.reported_by > 0 and table.concat(texts(quote.reported_by, "name"), ", ") or nil end
function quote_field.within(quote) return quote.parent and tostring(math.tointeger(quote.parent)) end
function quote_field.rule(quote) return quote.rule end

local function judge_quote(item, quote, complain)
  local content = squeeze(quote.content.text)
  if quote.type ~= item.type then complain(("type is %s, not %s: %s"):format(quote.type, item.type, content)) end
  if content ~= item.text then complain(("content\n  wanted: %s\n  got:    %s"):format(item.text, content)) end
  for field, read in pairs(quote_field) do
    local actual = item[field] and read(quote, item[field])
    if actual ~= item[field] then
      complain(("%s of: %s\n  wanted: %s\n  got:    %s"):format(field, content, item[field], tostring(actual)))
    end
  end
  if item["no source"] and quote.source then complain("has a source: " .. quote.source.text) end
  if item["no cue"] and quote.cue then complain("has a cue: " .. quote.cue.text) end
  if quote.speech == (item["not speech"] or false) then complain(("speech is %s: %s"):format(quote.speech, content)) end
  if quote.negated ~= (item.negated or false) then complain(("negated is %s: %s"):format(quote.negated, content)) end
end

local function judge_quotes(items, doc, complain)
  local i = 0
  for quote in doc:quotes() do
    i = i + 1
    if items[i] then judge_quote(items[i], quote, complain)
    else complain("one quote too many: " .. squeeze(quote.content.text)) end
  end
  for missing = i + 1, #items do complain("quote not found: " .. items[missing].text) end
end

-- The texts of the mentions that stand for a government.
local function metonyms_of(entity)
  local list = {}
  for _, mention in ipairs(entity.mentions) do
    if mention.metonym then list[#list + 1] = squeeze(mention.text) end
  end
  return table.concat(list, ", ")
end

-- The names of what an entity's roles belong to, in the order of ids.
local function affiliations_of(entity, doc)
  local list = {}
  for _, id in ipairs(entity.affiliations) do list[#list + 1] = squeeze(doc:item("entities", id).name) end
  return list
end

local function judge_entity(item, entity, doc, complain)
  local function compare(field, actual, good)
    if good then return end
    complain(("%s of %s\n  wanted: %s\n  got:    %s"):format(field, item.text, item[field], actual))
  end
  local mentions = texts(entity.mentions, "text")
  if item.also then compare("also", table.concat(entity.aliases, ", "), same_set(texts(entity.aliases), item.also)) end
  if item.role then compare("role", table.concat(entity.roles, ", "), same_set(texts(entity.roles), item.role)) end
  if item.of then
    local names = affiliations_of(entity, doc)
    compare("of", table.concat(names, ", "), same_set(names, item.of))
  end
  if item.country then compare("country", tostring(entity.country), entity.country == item.country) end
  if item.metonyms then compare("metonyms", metonyms_of(entity), metonyms_of(entity) == item.metonyms) end
  if item.mentions then
    compare("mentions", table.concat(mentions, ", "), table.concat(mentions, ", ") == item.mentions)
  end
  if item.value then
    local values = {}
    for i, mention in ipairs(entity.mentions) do values[i] = tostring(mention.value) end
    local all = table.concat(values, ", ")
    compare("value", all, (", " .. all .. ","):find(", " .. item.value .. ",", 1, true))
  end
end

local function judge_entities(kind, items, doc, complain)
  local left = {}
  for entity in doc:entities { type = kind } do left[#left + 1] = entity end
  for _, item in ipairs(items) do
    local found
    for i, entity in ipairs(left) do
      if squeeze(entity.name) == item.text then
        found = true
        judge_entity(item, table.remove(left, i), doc, complain)
        break
      end
    end
    if not found then complain(("%s not found: %s"):format(kind, item.text)) end
  end
  for _, entity in ipairs(left) do complain(("one %s too many: %s"):format(kind, squeeze(entity.name))) end
end

--- Judges a document by a case: a list of complaints, empty where all is right.
function golden.judge(case, doc)
  local complaints = {}
  local function complain(message) complaints[#complaints + 1] = message end
  for kind, items in pairs(case.expected) do
    if kind == "quotes" then judge_quotes(items, doc, complain)
    else judge_entities(kind, items, doc, complain) end
  end
  table.sort(complaints)
  return complaints
end

-- ---- showing ----

local function show_quote(add, quote)
  add("%s: %s", quote.type, squeeze(quote.content.text))
  if quote.source then
    add("  source: %s", squeeze(quote.source.text))
    if quote.source.name then add("  by: %s", squeeze(quote.source.name)) end
  else
    add "  no source"
  end
  if quote.cue then add("  cue: %s (%s)", squeeze(quote.cue.text), quote.cue.lemma) else add "  no cue" end
  if quote_field.via(quote) then add("  via: %s", quote_field.via(quote)) end
  if quote.parent then add("  within: %d", quote.parent) end
  if not quote.speech then add "  not speech" end
  if quote.negated then add "  negated" end
end

--- What was found, in the form of the cases. To be read, not to be pasted: what is
-- expected is to be thought.
function golden.show(doc)
  local lines = {}
  local function add(form, ...) lines[#lines + 1] = select("#", ...) > 0 and form:format(...) or form end
  for quote in doc:quotes() do show_quote(add, quote) end
  for entity in doc:entities() do
    add("%s: %s", entity.type, squeeze(entity.name))
    if #entity.aliases > 0 then add("  also: %s", table.concat(texts(entity.aliases), ", ")) end
    if #entity.roles > 0 then add("  role: %s", table.concat(texts(entity.roles), ", ")) end
    local affiliations = affiliations_of(entity, doc)
    if #affiliations > 0 then add("  of: %s", table.concat(affiliations, ", ")) end
    if entity.country then add("  country: %s", entity.country) end
    add("  mentions: %s", table.concat(texts(entity.mentions, "text"), ", "))
    if metonyms_of(entity) ~= "" then add("  metonyms: %s", metonyms_of(entity)) end
  end
  return table.concat(lines, "\n")
end

return golden
