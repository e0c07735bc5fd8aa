--- Command line options by a table, GNU style: --name VALUE, --name=VALUE, -n VALUE,
-- -nVALUE, joined short flags, and "--" before what is no option. Our own, since
-- no argument parser is packaged for Debian's Lua 5.4 without LuaRocks and the
-- command must need nothing but itself.
local options = {}

-- Finds the description of an option by its long or short name.
local function find(list, name)
  for _, option in ipairs(list) do
    if option.name == name or option.short == name then return option end
  end
end

local function set(values, option, value)
  if option.one_of then
    local known = false
    for _, allowed in ipairs(option.one_of) do known = known or allowed == value end
    if not known then
      return nil, ("--%s takes %s, not '%s'"):format(option.name, table.concat(option.one_of, ", "), value)
    end
  end
  if option.number then
    local number = math.tointeger(tonumber(value))
    if not number or number < option.number[1] or number > option.number[2] then
      return nil, ("--%s takes a number from %d to %d, not '%s'"):format(option.name, option.number[1], option.number[2], value)
    end
    value = number
  end
  if option.list then
    values[option.name] = values[option.name] or {}
    table.insert(values[option.name], value)
  else
    values[option.name] = value
  end
  return true
end

-- One long option; returns how many further arguments it took, or nil, message.
local function parse_long(list, values, argument, following)
  local name, value = argument:match "^%-%-([^=]+)=(.*)$"
  name = name or argument:sub(3)
  local option = find(list, name)
  if not option or #name < 2 then return nil, ("unknown option --%s; quoth --help lists all"):format(name) end
  if not option.value then
    if value then return nil, ("--%s takes no value"):format(name) end
    values[option.name] = true
    return 0
  end
  local taken = 0
  if not value then value, taken = following, 1 end
  if not value then return nil, ("--%s needs a value: %s"):format(name, option.value) end
  local good, message = set(values, option, value)
  if not good then return nil, message end
  return taken
end

local function parse_short(list, values, argument, following)
  for i = 2, #argument do
    local letter = argument:sub(i, i)
    local option = find(list, letter)
    if not option then return nil, ("unknown option -%s; quoth --help lists all"):format(letter) end
    if option.value then
      local value = i < #argument and argument:sub(i + 1) or following
      if not value then return nil, ("-%s needs a value: %s"):format(letter, option.value) end
      local good, message = set(values, option, value)
      if not good then return nil, message end
      return i < #argument and 0 or 1
    end
    values[option.name] = true
  end
  return 0
end

--- Parses arguments by a list of options, each {name, short, value, one_of, number,
-- list, help}. Returns the values by name and the list of what is no option; or
-- nil and a message.
function options.parse(list, arguments)
  local values, rest, i = {}, {}, 1
  while i <= #arguments do
    local argument = arguments[i]
    local taken, message = 0, nil
    if argument == "--" then
      table.move(arguments, i + 1, #arguments, #rest + 1, rest)
      break
    elseif argument:sub(1, 2) == "--" then
      taken, message = parse_long(list, values, argument, arguments[i + 1])
    elseif argument:sub(1, 1) == "-" and argument ~= "-" then
      taken, message = parse_short(list, values, argument, arguments[i + 1])
    else
      rest[#rest + 1] = argument
    end
    if not taken then return nil, message end
    i = i + 1 + taken
  end
  return values, rest
end

--- The help text of a list of options, a line or more each.
function options.help(list)
  local lines = {}
  for _, option in ipairs(list) do
    local name = (option.short and "-" .. option.short .. ", " or "    ") .. "--" .. option.name
    if option.value then name = name .. " " .. option.value end
    lines[#lines + 1] = ("  %-28s %s"):format(name, option.help)
  end
  return table.concat(lines, "\n")
end

return options
