--- How a rule takes over what its base has. Used by quoth.rules.
local inherit = {}

-- Keys whose values are lists that a rule replaces or edits. All but `never` name places
-- in a page.
local EDITS = {
  title = true, byline = true, published = true, publisher = true, address = true, body = true, drop = true,
  pull = true, caption = true, deck = true, never = true,
}

local NOT_INHERITED = { "version", "date", "description", "match", "test" }

-- list with the edit {add, remove} applied; an edit without either replaces.
local function edited(list, edit)
  if not edit.add and not edit.remove then return edit end
  local gone, result = {}, {}
  for _, item in ipairs(edit.remove or {}) do gone[item] = true end
  for _, item in ipairs(edit.add or {}) do result[#result + 1] = item end
  for _, item in ipairs(list or {}) do
    if not gone[item] then result[#result + 1] = item end
  end
  return result
end

-- A copy of a pattern that says where it stands: for results and for messages.
local function placed(pattern, i, rule, file)
  local place = ("patterns[%d]"):format(i)
  return {
    regex = pattern.regex, action = pattern.action, label = pattern.label,
    rule = rule .. "." .. place, place = file .. ": " .. place,
  }
end

local function all_patterns(base, own, rule, file)
  local all = {}
  for i, pattern in ipairs(base) do all[i] = pattern end
  for i, pattern in ipairs(own) do all[#all + 1] = placed(pattern, i, rule, file) end
  return all
end

-- Lists and maps by part, one's own before the base's.
local function joined(base, own)
  local all = {}
  for part, list in pairs(base) do all[part] = list end
  for part, list in pairs(own) do
    all[part] = {}
    for name, item in pairs(list) do all[part][name] = item end
    for name, item in pairs(base[part] or {}) do
      if type(name) == "number" then table.insert(all[part], item)
      elseif all[part][name] == nil then all[part][name] = item end
    end
  end
  return all
end

-- The sources that a site's own rule names, as a set: of them body.lua is sure. Those of
-- the generic rule, which has no base, are rules of thumb.
local function own_sources(base, own)
  local set = {}
  for source in pairs(base.own or {}) do set[source] = true end
  for key in pairs(next(base) and EDITS or {}) do
    for _, source in ipairs(own[key] and (own[key].add or own[key]) or {}) do set[source] = true end
  end
  return set
end

--- A rule with all that its base has (an empty table: none); file is where it stands.
-- Plain lists replace the base's, {add, remove} edits them; names, verbs and patterns
-- come on top. What a rule says of itself, what it matches and its cases are not inherited.
function inherit.merge(base, own, file)
  local result = {}
  for key, value in pairs(base) do result[key] = value end
  for key, value in pairs(own) do
    if EDITS[key] then
      result[key] = edited(base[key], value)
    elseif (key == "names" or key == "verbs") and base[key] then
      result[key] = joined(base[key], value)
    elseif key == "patterns" then
      result[key] = all_patterns(base[key] or {}, value, own.name, file)
    else
      result[key] = value
    end
  end
  result.base = nil
  for _, key in ipairs(NOT_INHERITED) do result[key] = own[key] end
  result.own = own_sources(base, own)
  return result
end

return inherit
