--- The command's part for people who write rules:
--
--   quoth rules test [FILE…]           runs the cases in rule files; without any, in all built-in ones
--   quoth rules check FILE…            is it a rule file, and can all of it be read?
--   quoth rules explain URL|PAGE       which rule is chosen, what it tried, and what came of each block
--   quoth rules new HOST PAGE          proposes a rule file for a site from one of its pages
--
-- Exit statuses are those of quoth.cli.
local explain = require "quoth.explain"
local options = require "quoth.options"
local propose = require "quoth.propose"
local rule_check = require "quoth.rule_check"
local rule_tests = require "quoth.rule_tests"
local rules = require "quoth.rules"

local DONE, SOME_FAILED, USAGE = 0, 1, 2

local OPTIONS = {
  { name = "rules", value = "FILE", list = true, help = "explain: one more rule file; may be given again" },
  { name = "site", value = "NAME", help = "explain: whose rules; default auto" },
  { name = "url", value = "URL", help = "explain: the page's address" },
  { name = "help", help = "print this" },
}

local HELP = [[
Usage: quoth rules test [FILE...]
       quoth rules check FILE...
       quoth rules explain [OPTIONS] URL|PAGE
       quoth rules new HOST PAGE

%s

docs/rules.md tells how rules are written.
]]

local function say(...) io.stderr:write("quoth: ", table.concat({ ... }), "\n") end

local function usage(message)
  say(message, "; quoth rules --help tells more")
  return USAGE
end

local function read_page(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local bytes
  bytes, message = file:read "a"
  file:close()
  if not bytes then return nil, path .. ": " .. message end
  return bytes
end

local commands = {}

function commands.test(_, files)
  local status = DONE
  for _, name in ipairs(#files > 0 and files or rules.names()) do
    local rule, message = name, nil
    if #files == 0 then rule, message = rules.find(name) end
    local result
    if rule then result, message = rule_tests.run(rule) end
    if not result then result = { passed = 0, skipped = 0, failures = { message } } end
    local skipped = result.skipped > 0 and (", %d skipped: this build reads no HTML"):format(result.skipped) or ""
    print(("%s: %d passed, %d failed%s"):format(name, result.passed, #result.failures, skipped))
    for _, failure in ipairs(result.failures) do print("  " .. failure) end
    if #result.failures > 0 then status = SOME_FAILED end
    if result.passed + result.skipped + #result.failures == 0 then print "  (no cases: add some under `test`)" end
  end
  return status
end

function commands.check(_, files)
  if #files == 0 then return usage "rules check needs a FILE" end
  local status = DONE
  for _, name in ipairs(files) do
    local rule, message = rule_check.file(name)
    if rule then print(("%s: good: %s"):format(name, rule_check.summary(rule)))
    else
      say(message)
      status = SOME_FAILED
    end
  end
  return status
end

function commands.explain(values, names)
  if #names ~= 1 then return usage "rules explain needs one URL or PAGE" end
  local name = names[1]
  if name:find "^%a[%w+.-]*://" then
    io.stdout:write(explain.address(name))
    return DONE
  end
  local bytes, message = read_page(name)
  local text
  if bytes then text, message = explain.page(bytes, { url = values.url, site = values.site, rules = values.rules }) end
  if not text then
    say(message)
    return SOME_FAILED
  end
  io.stdout:write(text)
  return DONE
end

function commands.new(_, names)
  if #names ~= 2 then return usage "rules new needs a HOST and a PAGE" end
  local bytes, message = read_page(names[2])
  local text
  if bytes then text, message = propose.rule(names[1], bytes) end
  if not text then
    say(message)
    return SOME_FAILED
  end
  io.stdout:write(text)
  return DONE
end

--- Runs `quoth rules` with the arguments behind these words; returns the exit status.
return function(arguments)
  local values, names = options.parse(OPTIONS, arguments)
  if not values then return usage(names) end
  local command = commands[table.remove(names, 1) or ""]
  if values.help then
    io.stdout:write(HELP:format(options.help(OPTIONS)))
    return DONE
  end
  if not command then return usage "rules takes one of test, check, explain, new" end
  return command(values, names)
end
