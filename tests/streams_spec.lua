-- Long inputs: texts in parts, from files and pipes, with offsets into the whole;
-- the same bytes for any number of workers. bench/run --check looks at their memory.
local helper = require "tests.spec.helper"

local PARAGRAPH = "“We tried,” said Mara Lund of the Harbour Union. 🚢 Nobody in Łódź knew why it failed.\n\n"
local MOST_WHOLE = 1 * 1024 * 1024

local folder

local function write(name, text)
  local path = folder .. "/" .. name
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

local function run(command)
  local pipe = assert(io.popen(command))
  local output = pipe:read "a"
  assert.is_true((pipe:close()))
  return output
end

-- The texts of the spans of one line, against the text at their offsets. Plain loops: there
-- are thousands, and an assertion takes its time.
local function check_spans(line, slice)
  local found, wrong = 0, 0
  for from, to, text in line:gmatch '"start":(%d+),"end":(%d+),"text":"([^"\\]*)"' do
    found = found + 1
    if slice(tonumber(from), tonumber(to)) ~= text then wrong = wrong + 1 end
  end
  assert.equal(0, wrong)
  assert.is_true(found > 100)
end

describe("long inputs", function()
  local text = PARAGRAPH:rep(MOST_WHOLE // #PARAGRAPH + 100)

  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    write("long.txt", text)
  end)
  teardown(function() os.execute("rm -r " .. folder) end)

  it("have offsets into the whole, in every unit #slow", function()
    local output = run(("%s -f ndjson %s/long.txt"):format(helper.command, folder))
    for line in output:gmatch "[^\n]+" do check_spans(line, function(from, to) return text:sub(from + 1, to) end) end
    output = run(("%s -f ndjson --offsets codepoint %s/long.txt"):format(helper.command, folder))
    local whole, last = utf8.len(text), nil
    for line in output:gmatch "[^\n]+" do last = line end
    check_spans(last, function(from, to)
      return text:sub(utf8.offset(text, from - whole), utf8.offset(text, to - whole) - 1)
    end)
  end)

  it("come from a pipe as from a file, with any number of workers #slow", function()
    local one = run(("%s --from text -f ndjson - < %s/long.txt"):format(helper.command, folder))
    for jobs = 2, 3 do
      assert.is_true(one == run(("cat %s/long.txt | %s --from text --jobs %d -f ndjson -"):format(folder, helper.command, jobs)))
    end
  end)
end)
