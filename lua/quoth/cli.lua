--- The command: require "quoth.cli" gives a function from arguments to exit status.
--
-- 0 all done; 1 some input failed (the rest is written); 2 wrong usage (nothing
-- written). Messages go to standard error and name the file, and the line where
-- there is one.
local batch = require "quoth.batch"
local formats = require "quoth.formats"
local options = require "quoth.options"
local quoth = require "quoth"
local rules = require "quoth.rules"

local DONE, SOME_FAILED, USAGE = 0, 1, 2

-- Texts longer than this are read in parts; see quoth.batch.
local LONGEST_WHOLE = 8 * 1024 * 1024

local OPTIONS = {
  { name = "format", short = "f", value = "NAME", help = "output format (--list formats), or the path of a Lua file" },
  { name = "output", short = "o", value = "FILE", help = "write there, all or nothing, not to standard output" },
  { name = "from", value = "KIND", one_of = { "text", "html", "ndjson" }, help = "what the input is; default by name and content" },
  { name = "site", value = "NAME", help = "whose rules: a name (--list sites), auto (default) or none" },
  { name = "url", value = "URL", help = "the document's address, for rules and output" },
  { name = "rules", value = "FILE", list = true, help = "one more rule file; may be given again" },
  { name = "offsets", value = "UNIT", one_of = { "byte", "codepoint", "utf16" }, help = "unit of start and end; default byte" },
  { name = "with-text", help = "put the analysed text into the output" },
  { name = "jobs", value = "N", number = { 1, 256 }, help = "worker threads for NDJSON; default 1" },
  { name = "explain", help = "say of each result what produced it" },
  { name = "list", value = "WHAT", one_of = { "formats", "sites", "rules", "types" }, help = "list formats, sites, rules or types" },
  { name = "quiet", short = "q", help = "no messages but errors" },
  { name = "verbose", short = "v", help = "say what is done" },
  { name = "version", help = "print the version" },
  { name = "help", help = "print this" },
}

local HELP = [[
Usage: quoth [OPTIONS] [FILE...]
Who is in the news, and who said what. Reads standard input when no FILE or - is given.

%s

Exit status: 0 all done; 1 some input failed, the rest is written; 2 wrong usage.
]]

local TYPES = { "person", "organization", "place", "nationality", "date", "money", "percent", "quantity", "event", "work", "product" }

local function say(...) io.stderr:write("quoth: ", table.concat({ ... }), "\n") end

local function usage(message)
  say(message)
  return USAGE
end

-- ---- lists ----

local lists = {}

function lists.formats()
  for _, name in ipairs(formats.names) do print(("%-14s %s"):format(name, require("quoth.formats." .. name).description)) end
end

function lists.sites()
  for _, name in ipairs(rules.names()) do
    local rule, message = rules.find(name)
    print(("%-14s %s"):format(name, rule and rule.description or message or ""))
  end
end

function lists.rules()
  for _, name in ipairs(rules.names()) do
    local rule = rules.find(name)
    if rule then
      print(("%-14s version %s, %d patterns, %d tests"):format(name, rule.version or "-", #(rule.patterns or {}), #(rule.test or {})))
    end
  end
end

function lists.types()
  for _, name in ipairs(TYPES) do print(name) end
end

-- ---- output ----

-- Output that becomes the file only when all is written. What lies under /dev is
-- written as it is: a rename would put a file in the place of the device.
local function open_output(path)
  if not path then return { file = io.stdout } end
  if path:find "^/dev/" then
    local device, message = io.open(path, "wb")
    return device and { file = device }, message
  end
  local temporary = ("%s.%d.part"):format(path, os.time())
  local file, message = io.open(temporary, "wb")
  if not file then return nil, message end
  return { file = file, temporary = temporary, path = path }
end

local function close_output(output, keep)
  if not output.path then return output.file:flush() end
  local good, message = output.file:close()
  if good and keep then good, message = os.rename(output.temporary, output.path) end
  if not (good and keep) then os.remove(output.temporary) end
  return good, message
end

-- What formats write to: a file, and the state of the format.
local function file_writer(file)
  local out = { state = {} }
  function out:write(...)
    if not file:write(...) then self.failed = true end
    return self
  end
  return out
end

-- ---- input ----

local function open_input(name)
  if name == "-" then return io.stdin end
  return io.open(name, "rb")
end

-- By name, else by the first bytes. Of standard input only one byte can be looked
-- at, and a brace, with which no prose begins, stands for NDJSON.
local function kind_of(name, start)
  if name == "-" then return start == "{" and "ndjson" or "text" end
  if name:find "%.ndjson$" or name:find "%.jsonl$" then return "ndjson" end
  if name:find "%.html?$" then return "html" end
  if start:find '^%s*{%s*"' then return "ndjson" end
  if start:lower():find "^%s*<!doctype html" or start:lower():find "^%s*<html" then return "html" end
  return "text"
end

-- ---- running ----

local Run = {}
Run.__index = Run

function Run:fail(name, message)
  say(name, ": ", (message:gsub("^" .. name:gsub("%p", "%%%0") .. ": ", "")))
  self.status = SOME_FAILED
end

-- Reads one document and writes it in the format.
function Run:document(name, text, meta)
  meta.id = meta.id or (name ~= "-" and name or nil)
  meta.url = meta.url or self.values.url
  local doc, message = self.engine:extract(text, meta)
  if not doc then return self:fail(name, message) end
  self.format.document(doc, self.out, self.format_options)
  doc:close()
end

-- NDJSON, or a text of any length, through the threads of quoth.batch.
function Run:batch(name, input, kind)
  local values = self.values
  if self.format.name ~= "ndjson" and self.format.name ~= "json" then
    local what = kind == "text" and "a text of this length" or "NDJSON"
    return self:fail(name, what .. " is written as ndjson only: give --format ndjson")
  end
  local lines, failures = batch.run {
    engine = self.engine:engine_for(self.engine:rule_for { url = values.url }), input = input, output = self.output.file,
    kind = kind, jobs = values.jobs, offsets = values.offsets, with_text = values["with-text"], explain = values.explain,
    id = kind == "text" and name or nil, progress = self.progress,
  }
  if not lines then
    self.out.failed = true
    return self:fail(name, failures)
  end
  if failures > 0 then self:fail(name, ("%d of %d lines failed; their lines in the output say why"):format(failures, lines)) end
end

function Run:text(name, input)
  local text, message = input:read(LONGEST_WHOLE)
  if message then return self:fail(name, message) end
  local more = text and #text == LONGEST_WHOLE and input:read(0)
  if not more then return self:document(name, text or "", {}) end
  if not input:seek "set" then return self:fail(name, "a text of more than 8 MiB must come from a file: it is read in parts") end
  self:batch(name, input, "text")
end

function Run:file(name)
  local input, message = open_input(name)
  if not input then return self:fail(name, message) end
  local kind = self.values.from
  if not kind then
    local start
    if input == io.stdin then start = batch.peek(input)
    else
      start = input:read(512)
      input:seek "set"
    end
    kind = kind_of(name, start or "")
  end
  if kind == "ndjson" then self:batch(name, input, "ndjson")
  elseif kind == "html" then self:fail(name, "HTML is not read yet: extract the text first, or give --from text")
  else self:text(name, input) end
  if input ~= io.stdin then input:close() end
end

-- ---- the command ----

-- What --format says, or the default: a table at a terminal, JSON in a pipe.
local function default_format(values)
  if values.format then return values.format end
  if values.from == "ndjson" then return "ndjson" end
  return not values.output and os.getenv "TERM" and batch.is_terminal(1) and "text" or "json"
end

local function make_run(values)
  local format, message = formats.find(default_format(values))
  if not format then return nil, message end
  local engine
  engine, message = quoth.new { site = values.site, rules = values.rules }
  if not engine then return nil, message end
  local output
  output, message = open_output(values.output)
  if not output then return nil, message end
  local terminal = not values.output and batch.is_terminal(1)
  return setmetatable({
    values = values, engine = engine, format = format, output = output, out = file_writer(output.file), status = DONE,
    progress = not values.quiet and batch.is_terminal(2) and (values.output ~= nil or not terminal),
    format_options = {
      offsets = values.offsets, with_text = values["with-text"], explain = values.explain,
      colour = terminal and not os.getenv "NO_COLOR", columns = tonumber(os.getenv "COLUMNS"),
    },
  }, Run)
end

local function run_files(run, files)
  if run.format.begin then run.format.begin(run.out, run.format_options) end
  for _, name in ipairs(files) do
    if run.values.verbose then say("reading ", name) end
    run:file(name)
  end
  if run.format.finish then run.format.finish(run.out, run.format_options) end
  local good, message = close_output(run.output, not run.out.failed)
  if not good or run.out.failed then
    say(run.values.output or "standard output", ": ", message or "could not be written")
    return SOME_FAILED
  end
  return run.status
end

--- Runs the command with a list of arguments; returns the exit status.
return function(arguments)
  local values, files = options.parse(OPTIONS, arguments)
  if not values then return usage(files) end
  if values.help then
    io.stdout:write(HELP:format(options.help(OPTIONS)))
    return DONE
  end
  if values.version then
    print("quoth " .. quoth._VERSION)
    return DONE
  end
  if values.list then
    lists[values.list]()
    return DONE
  end
  if #files == 0 then files[1] = "-" end
  local run, message = make_run(values)
  if not run then return usage(message) end
  return run_files(run, files)
end
