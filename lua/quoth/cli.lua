--- The command: require "quoth.cli" gives a function from arguments to exit status.
--
-- 0 all done; 1 some input failed (the rest is written); 2 wrong usage (nothing
-- written). Messages go to standard error and name the file, and the line where
-- there is one.
--
-- What few runs need is required where it is used: a short text would wait for it.
local batch = require "quoth.batch"
local formats = require "quoth.formats"
local options = require "quoth.options"
local outputs = require "quoth.output"
local quoth = require "quoth"
local rules = require "quoth.rules"

local DONE, SOME_FAILED, USAGE = 0, 1, 2

-- Texts longer than this are read in parts; see quoth.batch. A document takes some 200
-- times the memory of its text.
local LONGEST_WHOLE = 1 * 1024 * 1024

local OPTIONS = {
  { name = "format", short = "f", value = "NAME", help = "output format (--list formats), or the path of a Lua file" },
  { name = "format-option", value = "KEY=VALUE", list = true, help = "an option of the format; may be given again" },
  { name = "output", short = "o", value = "FILE", help = "write there, all or nothing; a folder for formats of several files" },
  { name = "from", value = "KIND", one_of = { "text", "html", "ndjson" }, help = "what the input is; default by name and content" },
  { name = "site", value = "NAME", help = "whose rules: a name (--list sites), auto (default) or none" },
  { name = "url", value = "URL", help = "the document's address, for rules and output" },
  { name = "rules", value = "FILE", list = true, help = "one more rule file; may be given again" },
  { name = "gazetteer", value = "FILE", list = true, help = "a compiled file of names; may be given again" },
  { name = "compile-gazetteer", help = "make such a file, -o FILE, of lists of names (docs/lexicon.md)" },
  { name = "model", value = "FILE", list = true, help = "a model in place of the one built in (docs/training.md); may be given again" },
  { name = "trust", value = "FILE", list = true, help = "run the functions in this Lua file, which can do anything" },
  { name = "offsets", value = "UNIT", one_of = { "byte", "codepoint", "utf16" }, help = "unit of start and end; default byte" },
  { name = "offsets-in", value = "WHERE", one_of = { "text", "html" }, help = "of a page: count in its text (default) or in the page" },
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
       quoth rules test|check|explain|new …   (quoth rules --help tells more)
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
  for _, format in ipairs(formats.list()) do print(("%-14s %s"):format(format.name, format.description)) end
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

-- ---- input ----

local function open_input(name)
  if name == "-" then return io.stdin end
  return io.open(name, "rb")
end

-- By name, else by the first bytes. Of standard input only one byte can be looked
-- at: with a brace or a "<" no prose begins, so they stand for NDJSON and HTML.
local function kind_of(name, start)
  if name == "-" then return start == "{" and "ndjson" or start == "<" and "html" or "text" end
  if name:find "%.ndjson$" or name:find "%.jsonl$" then return "ndjson" end
  if name:find "%.html?$" then return "html" end
  if start:find '^%s*{%s*"' then return "ndjson" end
  start = start:gsub("^\239\187\191", ""):lower()
  if start:find "^%s*<!doctype html" or start:find "^%s*<html" or start:find "^%s*<%?xml.-<html" then return "html" end
  return "text"
end

-- ---- running ----

-- What --format says, or the default: a table at a terminal, JSON in a pipe.
local function default_format(values)
  if values.format then return values.format end
  if values.from == "ndjson" then return "ndjson" end
  return not values.output and os.getenv "TERM" and batch.is_terminal(1) and "text" or "json"
end

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
  local good
  good, message = self.session:document(doc)
  doc:close()
  if not good and not self.output.failed then self:fail(name, message) end
end

-- NDJSON, a document a line, in any format.
function Run:records(name, input)
  local line, worker = 0, require "quoth.worker"
  for record, message in batch.reader(input) do
    line = line + 1
    local place = ("%s:%d"):format(name, line)
    if not record then self:fail(place, message)
    elseif not (record.text or record.html) then self:fail(place, 'the line has neither "text" nor "html"')
    else
      worker.identify(record, name, line)
      worker.as_page(record)
      self:document(place, record.text or record.html, record)
    end
    if self.progress and line % 100 == 0 then io.stderr:write(("\r%d documents"):format(line)) end
  end
  if self.progress and line >= 100 then io.stderr:write "\n" end
end

-- The same by several threads, where documents can be written one without the other.
function Run:format_records(name, input)
  local values, format = self.values, self.format
  if (values.jobs or 1) == 1 then return self:records(name, input) end
  if not format.independent then
    if not values.quiet then
      say(name, ": --jobs: one thread writes ", format.name or "this format", ", in which documents hang together")
    end
    return self:records(name, input)
  end
  self.session:flush(0)
  local lines, failures = batch.run {
    engine = self.engine:core_engine(values.url), input = input, output = self.output.file, kind = "ndjson", own_format = true, name = name,
    jobs = values.jobs, progress = self.progress, path = "quoth.worker", always = true,
    setup = require("quoth.worker").setup(values, default_format(values), self.options, name),
  }
  if not lines then
    self.output.failed = failures
    return self:fail(name, failures)
  end
  if failures > 0 then self.status = SOME_FAILED end
end

-- NDJSON, or a text of any length, through the threads of quoth.batch. head is what of
-- it was read already.
function Run:batch(name, input, kind, head)
  local values = self.values
  if self.format.name ~= "ndjson" and self.format.name ~= "json" then
    if kind == "ndjson" then return self:format_records(name, input) end
    return self:fail(name, "a text of this length is written as ndjson only: give --format ndjson")
  end
  self.session:flush(0)
  local lines, failures = batch.run {
    engine = self.engine:core_engine(values.url), input = input, output = self.output.file,
    kind = kind, head = head, jobs = values.jobs, offsets = values.offsets, with_text = values["with-text"], explain = values.explain,
    id = kind == "text" and name or nil, progress = self.progress,
    path = "quoth.worker", setup = require("quoth.worker").setup(values), by_address = not values.site or values.site == "auto",
    hosts = self.engine:special_hosts(), always = values.trust ~= nil,
  }
  if not lines then
    self.output.failed = failures
    return self:fail(name, failures)
  end
  if failures > 0 then self:fail(name, ("%d of %d lines failed; their lines in the output say why"):format(failures, lines)) end
end

function Run:text(name, input)
  local text, message = input:read(self.values.trust and "a" or LONGEST_WHOLE) -- hooks see all of it
  if message then return self:fail(name, message) end
  local more = text and not self.values.trust and #text == LONGEST_WHOLE and input:read(0)
  if not more then return self:document(name, text or "", {}) end
  self:batch(name, input, "text", text)
end

function Run:page(name, input)
  local bytes, message = input:read "a"
  if not bytes then return self:fail(name, message) end
  self:document(name, bytes, { from = "html" })
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
  elseif kind == "html" then self:page(name, input)
  else self:text(name, input) end
  if input ~= io.stdin then input:close() end
end

-- ---- the command ----

-- The format and its options, or nil and a message.
local function choose_format(values)
  local format, message = formats.find(default_format(values))
  if not format then return nil, message end
  local given = {}
  for _, pair in ipairs(values["format-option"] or {}) do
    local key, value = pair:match "^([^=]+)=(.*)$"
    if not key then return nil, ("--format-option takes KEY=VALUE, not '%s'"):format(pair) end
    given[key] = value
  end
  local chosen
  chosen, message = formats.options(format, given)
  if not chosen then return nil, message end
  return format, chosen
end

local function make_run(values)
  local format, chosen = choose_format(values)
  if not format then return nil, chosen end
  if values["offsets-in"] == "html" and format.name ~= "json" and format.name ~= "ndjson" then
    return nil, ("--offsets-in html is for the formats json and ndjson, not for %s"):format(format.name or "this one")
  end
  local engine, message = quoth.new {
    site = values.site, rules = values.rules, gazetteers = values.gazetteer, models = values.model,
    trust = values.trust,
  }
  if not engine then return nil, message end
  local output
  output, message = outputs.open(values.output, format)
  if not output then return nil, message end
  local terminal = not values.output and batch.is_terminal(1)
  chosen.offsets_in = values["offsets-in"]
  chosen.offsets, chosen.with_text, chosen.explain = values.offsets, values["with-text"], values.explain
  chosen.colour, chosen.columns = terminal and not os.getenv "NO_COLOR", tonumber(os.getenv "COLUMNS")
  local session
  session, message = formats.start(format, chosen, output:target())
  if not session then return nil, message end
  return setmetatable({
    values = values, engine = engine, format = format, options = chosen, output = output, session = session, status = DONE,
    progress = not values.quiet and batch.is_terminal(2) and (values.output ~= nil or not terminal),
  }, Run)
end

local function run_files(run, files)
  for _, name in ipairs(files) do
    if run.values.verbose then say("reading ", name) end
    run:file(name)
  end
  local good, message = run.session:finish()
  if not good and not run.output.failed then run:fail(run.format.name or "format", message) end
  good, message = run.output:close(not run.output.failed)
  if not good or run.output.failed then
    say(run.values.output or "standard output", ": ", run.output.failed or message)
    return SOME_FAILED
  end
  return run.status
end

-- Lists of names to a gazetteer: --compile-gazetteer.
local function compile(values, files)
  if not values.output then return usage "--compile-gazetteer needs -o FILE" end
  local texts = {}
  for i, name in ipairs(files) do
    local input, message = open_input(name)
    local text = input and input:read "a"
    if not text then return usage(message or ("%s: cannot be read"):format(name)) end
    texts[i] = { name = name, text = text }
  end
  local output, message = outputs.open(values.output, {})
  if not output then return usage(message) end
  local good
  good, message = quoth.compile_gazetteer(texts, output.file)
  local written, why = output:close(good)
  if good and written then return DONE end
  say(good and ("%s: %s"):format(values.output, why) or message)
  return SOME_FAILED
end

--- Runs the command with a list of arguments; returns the exit status.
return function(arguments)
  if arguments[1] == "rules" then return require "quoth.rules_cli"(table.move(arguments, 2, #arguments, 1, {})) end
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
  if values["compile-gazetteer"] then return compile(values, files) end
  local run, message = make_run(values)
  if not run then return usage(message) end
  return run_files(run, files)
end
