--- Teaches an engine what rules say: names, verbs, marks, patterns.
local core = require "quoth.core"

local teaching = {}

local function add_names(engine, names)
  for kind, list in pairs(names) do
    local section = (kind == "person" or kind == "organization" or kind == "place" or kind == "event" or kind == "work"
      or kind == "product" or kind == "nationality") and kind or "entity." .. kind
    for key, value in pairs(list) do
      local forms = type(key) == "number" and { value } or value
      local canonical = type(key) == "number" and value or key
      if type(key) == "string" then
        local good, message, code = engine:add_term(section, key, canonical)
        if not good then return nil, message, code end
      end
      for _, form in ipairs(forms) do
        local good, message, code = engine:add_term(section, form, canonical)
        if not good then return nil, message, code end
      end
    end
  end
  return engine
end

local function add_verbs(engine, verbs)
  for _, form in ipairs(verbs.add or {}) do
    local good, message, code = engine:add_term("cue.speech", form)
    if not good then return nil, message, code end
  end
  for lemma, forms in pairs(verbs.lemma or {}) do
    for _, form in ipairs(forms) do
      local good, message, code = engine:add_term("cue.speech", form, lemma)
      if not good then return nil, message, code end
    end
  end
  for _, form in ipairs(verbs.remove or {}) do
    for _, section in ipairs { "cue.speech", "cue.belief", "cue.plan", "cue.directive" } do
      local good, message, code = engine:remove_term(section, form)
      if not good then return nil, message, code end
    end
  end
  return engine
end

local function add_patterns(engine, patterns)
  for _, pattern in ipairs(patterns) do
    local good, message, code = engine:add_pattern(pattern)
    if not good then
      return nil, ("%s%s: %s"):format(pattern.place, code == "pattern" and ".regex" or "", message), code
    end
  end
  return engine
end

local function teach(engine, rule)
  local good, message, code = engine:set_name(rule.name)
  for i, pair in ipairs(rule.quotes or {}) do
    if good then good, message, code = engine:add_marks(pair.open, pair.close, i == 1) end
  end
  if good then good, message, code = add_names(engine, rule.names or {}) end
  if good then good, message, code = add_verbs(engine, rule.verbs or {}) end
  for _, term in ipairs(rule.never or {}) do
    if good then good, message, code = engine:add_term("never", term) end
  end
  if good then good, message, code = add_patterns(engine, rule.patterns or {}) end
  if not good then return nil, message, code end
  return engine
end

--- A sealed core engine that knows what `base` knows and what the rules say, later
-- rules before earlier ones. With no rule it is the base itself.
function teaching.engine(base, list)
  if #list == 0 then return base end
  local engine = core.engine(base)
  for _, rule in ipairs(list) do
    local good, message, code = teach(engine, rule)
    if not good then return nil, message, code end
  end
  return engine:seal()
end

return teaching
