-- The database of format sqlite, as sqlite3 sees it.
local articles = require "tests.spec.articles"
local formats = require "quoth.formats"
local helper = require "tests.spec.helper"

local folder

local function has(tool) return os.execute(("command -v %s >/dev/null 2>&1"):format(tool)) == true end

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
  return folder .. "/" .. name
end

-- What sqlite3 prints for some SQL, with -bail.
local function query(database, sql)
  local pipe = assert(io.popen(("sqlite3 -bail %s/%s < %s 2>&1"):format(folder, database, write("query.sql", sql))))
  local output = pipe:read "a"
  return (output:gsub("\n$", "")), pipe:close() == true
end

-- As many of a layer as all documents have.
local function total(docs, layer)
  local count = 0
  for _, doc in ipairs(docs) do count = count + doc:count(layer) end
  return count
end

local function command(arguments)
  local pipe = assert(io.popen(("%s %s 2>&1"):format(helper.command, arguments)))
  local output = pipe:read "a"
  local _, _, status = pipe:close()
  return output, status
end

describe("format sqlite", function()
  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
  end)
  teardown(function() os.execute("rm -r " .. folder) end)

  it("writes SQL that sqlite3 runs, with nothing lost and every constraint kept", function()
    if not has "sqlite3" then return pending "no sqlite3 here" end
    local docs = articles.docs()
    local output, good = query("a.db", assert(formats.render("sqlite", docs, { offsets = "codepoint" })))
    assert.is_true(good, output)
    for table, count in pairs {
      documents = #docs, quotes = total(docs, "quotes"), mentions = total(docs, "mentions"), entities = total(docs, "entities"),
    } do
      assert.equal(tostring(count), (query("a.db", "SELECT count(*) FROM " .. table)), table)
    end
    assert.equal("ok", query("a.db", "PRAGMA integrity_check; PRAGMA foreign_key_check;"))
    assert.equal("", query("a.db", "INSERT INTO quote_search (quote_search) VALUES ('integrity-check');"))
  end)

  it("keeps offsets that lead back to the text", function()
    if not has "sqlite3" then return pending "no sqlite3 here" end
    query("b.db", assert(formats.render("sqlite", articles.docs(true), { offsets = "codepoint" })))
    local wrong = [[SELECT count(*) FROM mentions m JOIN documents d ON d.id = m.document
      WHERE substr(d.text, m.start + 1, m."end" - m.start) <> m.text AND instr(d.text, char(0)) = 0;]]
    assert.equal("0", query("b.db", wrong))
    local right = [[SELECT count(*) > 5 FROM quote_spans s JOIN quotes q ON q.document = s.document AND q.number = s.quote
      JOIN documents d ON d.id = s.document
      WHERE s.part = 'content' AND instr(q.content, substr(d.text, s.start + 1, s."end" - s.start)) > 0;]]
    assert.equal("1", query("b.db", right))
  end)

  it("takes a document again in place of the first, and others beside it", function()
    if not has "sqlite3" then return pending "no sqlite3 here" end
    local docs = articles.docs()
    local once = assert(formats.render("sqlite", { docs[1] }))
    query("c.db", once)
    local quotes = query("c.db", "SELECT count(*) FROM quotes")
    query("c.db", once)
    assert.equal("1", query("c.db", "SELECT count(*) FROM documents"))
    assert.equal(quotes, query("c.db", "SELECT count(*) FROM quotes"))
    query("c.db", assert(formats.render("sqlite", { docs[2] })))
    assert.equal("2", query("c.db", "SELECT count(*) FROM documents"))
    assert.equal("ok", query("c.db", "PRAGMA integrity_check; PRAGMA foreign_key_check;"))
    assert.equal("", query("c.db", "INSERT INTO quote_search (quote_search) VALUES ('integrity-check');"))
  end)

  it("answers who said what, by view and by search", function()
    if not has "sqlite3" then return pending "no sqlite3 here" end
    query("d.db", assert(formats.render("sqlite", articles.docs())))
    assert.matches("Mara Lund", (query("d.db", "SELECT speaker FROM who_said_what WHERE document = 'direct.txt'")))
    assert.matches("^Mara Lund|", (query("d.db", "SELECT speaker, quotes FROM most_quoted WHERE speaker LIKE 'Mara%'")))
    assert.matches("herald|Mara Lund|", (query("d.db", "SELECT * FROM who_quotes_whom")), 1, true)
    local search = "SELECT q.content FROM quote_search s JOIN quotes q ON q.id = s.rowid WHERE quote_search MATCH 'waited'"
    assert.equal('"We waited three days,"', query("d.db", search))
  end)

  it("fills the database that --output names, all or nothing", function()
    local path = write("in.txt", '"No," said Bo Li.')
    local output, status = command(("-f sqlite -o %s/e.db %s"):format(folder, path))
    if output:find "this build has no SQLite" then return pending "built without SQLite" end
    assert.equal(0, status, output)
    if not has "sqlite3" then return pending "no sqlite3 here" end
    assert.equal("Bo Li", query("e.db", "SELECT speaker FROM quotes"))
    query("e.db", "DROP TABLE reporters; CREATE TABLE reporters (x);")
    local other = write("other.txt", "Reuters quoted Bo Li as saying that it rained.")
    output, status = command(("-f sqlite -o %s/e.db %s %s"):format(folder, other, path))
    assert.equal(1, status)
    assert.matches("reporters", output)
    assert.equal("1", query("e.db", "SELECT count(*) FROM documents"))
  end)

  it("lets no format reach another file", function()
    local path = write("in.txt", "text")
    local evil = ("return { database = true, render = function(_, out) out:write [[ATTACH '%s/other.db' AS o;]] end }"):format(folder)
    local format = write("evil.lua", evil)
    local output, status = command(("-f %s -o %s/f.db %s"):format(format, folder, path))
    if output:find "this build has no SQLite" then return pending "built without SQLite" end
    assert.equal(1, status)
    assert.matches("not authorized", output)
    assert.is_nil(io.open(folder .. "/other.db"))
  end)
end)
