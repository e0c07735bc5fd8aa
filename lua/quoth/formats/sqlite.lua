-- SQL that puts documents into a database of SQLite (docs/sqlite.md): made if it is not
-- there, added to if it is. A document with the id of one that is there takes its place.
-- All is one transaction. With --output FILE the command runs it, else pipe it into sqlite3.
local speaker = require "quoth.formats.speaker"

local unpack = table.unpack or unpack -- luacheck: ignore

local SCHEMA = [[
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -8192; -- KiB
BEGIN;
CREATE TABLE IF NOT EXISTS documents (
  id INTEGER PRIMARY KEY,
  name TEXT UNIQUE, -- the id given; NULL: none was
  title TEXT, byline TEXT, date TEXT, url TEXT, site TEXT,
  offsets TEXT NOT NULL CHECK (offsets IN ('byte', 'codepoint', 'utf16')),
  text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS entities (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT, -- of a nationality or a seat of government
  ref TEXT, -- of a gazetteer
  PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entities_by_name ON entities (name);
CREATE TABLE IF NOT EXISTS entity_notes (
  document INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('alias', 'role')),
  note TEXT NOT NULL,
  PRIMARY KEY (document, entity, kind, note),
  FOREIGN KEY (document, entity) REFERENCES entities ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mentions (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL,
  entity INTEGER,
  type TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('name', 'nominal', 'pronoun')),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL CHECK ("end" > start),
  text TEXT NOT NULL,
  value TEXT,
  metonym INTEGER NOT NULL CHECK (metonym IN (0, 1)), -- the government at that seat
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  PRIMARY KEY (document, number),
  FOREIGN KEY (document, entity) REFERENCES entities ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quotes (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('direct', 'indirect', 'mixed')),
  speech INTEGER NOT NULL CHECK (speech IN (0, 1)),
  negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
  speaker TEXT, -- who it is: a name, or the words of the source
  entity INTEGER,
  source TEXT, cue TEXT, lemma TEXT,
  content TEXT NOT NULL,
  parent INTEGER,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  rule TEXT,
  UNIQUE (document, number),
  FOREIGN KEY (document, entity) REFERENCES entities,
  FOREIGN KEY (document, parent) REFERENCES quotes (document, number) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS quotes_by_speaker ON quotes (speaker);
CREATE TABLE IF NOT EXISTS quote_spans (
  document INTEGER NOT NULL,
  quote INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
  number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL CHECK ("end" > start),
  PRIMARY KEY (document, quote, part, number),
  FOREIGN KEY (document, quote) REFERENCES quotes (document, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reporters (
  document INTEGER NOT NULL,
  quote INTEGER NOT NULL,
  number INTEGER NOT NULL, -- 1 is the outermost
  name TEXT NOT NULL,
  entity INTEGER,
  PRIMARY KEY (document, quote, number),
  FOREIGN KEY (document, quote) REFERENCES quotes (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, entity) REFERENCES entities
) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS quote_search USING fts5(speaker, content, content = 'quotes', content_rowid = 'id');
CREATE TRIGGER IF NOT EXISTS quote_search_add AFTER INSERT ON quotes BEGIN
  INSERT INTO quote_search (rowid, speaker, content) VALUES (new.id, new.speaker, new.content);
END;
CREATE TRIGGER IF NOT EXISTS quote_search_remove AFTER DELETE ON quotes BEGIN
  INSERT INTO quote_search (quote_search, rowid, speaker, content) VALUES ('delete', old.id, old.speaker, old.content);
END;
CREATE VIEW IF NOT EXISTS who_said_what AS
  SELECT d.name AS document, d.title, d.date, d.site, q.speaker, q.cue, q.content, q.type, q.speech, q.negated,
    (SELECT group_concat(name, ' → ') FROM (
      SELECT name FROM reporters r WHERE r.document = q.document AND r.quote = q.number ORDER BY r.number)) AS reported_by
  FROM quotes q JOIN documents d ON d.id = q.document ORDER BY q.document, q.number;
CREATE VIEW IF NOT EXISTS most_quoted AS
  SELECT speaker, count(*) AS quotes, sum(type = 'direct') AS direct, count(DISTINCT document) AS documents
  FROM quotes WHERE speaker IS NOT NULL AND speech AND NOT negated GROUP BY speaker ORDER BY quotes DESC, speaker;
CREATE VIEW IF NOT EXISTS who_quotes_whom AS
  SELECT coalesce(
      (SELECT name FROM reporters r WHERE r.document = q.document AND r.quote = q.number ORDER BY r.number DESC LIMIT 1),
      d.site, d.name) AS reporter, q.speaker, count(*) AS quotes
  FROM quotes q JOIN documents d ON d.id = q.document WHERE q.speaker IS NOT NULL
  GROUP BY 1, 2 ORDER BY quotes DESC, 1, 2;
CREATE TEMP TABLE this AS SELECT coalesce(max(id), 0) AS base FROM documents;
]]

-- Each with the number of its columns; the first is the document's number in this run, to
-- which the last one in the database is added.
local TABLES = {
  { "documents (id, name, title, byline, date, url, site, offsets, text)", 9 },
  { "entities", 6 },
  { "entity_notes", 4 },
  { "mentions", 11 },
  { "quotes (document, number, type, speech, negated, speaker, entity, source, cue, lemma, content, parent, confidence, rule)", 14 },
  { "quote_spans", 6 },
  { "reporters", 5 },
}

-- Reading a statement costs more than running it, so documents share them: so many, or
-- those whose rows have so many bytes.
local BATCH, BATCH_BYTES = 50, 1024 * 1024

local writers = {}

function writers.documents(doc, row, unit)
  local meta = doc:meta()
  row(meta.id, meta.title, meta.byline, meta.date, meta.url, meta.site, unit, doc:text())
end

function writers.entities(doc, row)
  for entity in doc:entities() do row(entity.id, entity.type, entity.name, entity.country, entity.ref) end
end

function writers.entity_notes(doc, row)
  for entity in doc:entities() do
    local seen = {}
    local function add(kind, list)
      for _, note in ipairs(list) do
        if not seen[kind .. note] then row(entity.id, kind, note) end
        seen[kind .. note] = true
      end
    end
    add("alias", entity.aliases)
    add("role", entity.roles)
  end
end

function writers.mentions(doc, row, unit)
  local starts, stops, texts, labels, kinds, entities, values, metonyms, confidences =
    doc:columns("mentions", "start", "end", "text", "label", "kind", "entity", "value", "metonym", "confidence")
  local firsts, lasts = doc:offset(starts, unit), doc:offset(stops, unit)
  for i, text in ipairs(texts) do
    row(i, entities[i], labels[i], kinds[i], firsts[i], lasts[i], text, values[i], metonyms[i], confidences[i])
  end
end

function writers.quotes(doc, row)
  for quote in doc:quotes() do
    local source, cue = quote.source, quote.cue
    row(quote.id, quote.type, quote.speech, quote.negated, speaker.name(quote), source and source.entity,
      source and source.text, cue and cue.text, cue and cue.lemma, quote.content.text, quote.parent, quote.confidence,
      quote.rule)
  end
end

function writers.quote_spans(doc, row, unit)
  local starts, stops, layers, ids, indices = doc:columns("parts", "start", "end", "layer", "number", "index")
  local firsts, lasts = doc:offset(starts, unit), doc:offset(stops, unit)
  for i, id in ipairs(ids) do row(id, layers[i], indices[i], firsts[i], lasts[i]) end
end

function writers.reporters(doc, row)
  for quote in doc:quotes() do
    for number, reporter in ipairs(quote.reported_by) do row(quote.id, number, reporter.name, reporter.entity) end
  end
end

-- The rows of a document in one table, parted by commas. `out` is left as it was.
local function rows_of(doc, out, table, number, unit)
  local mark = #out
  writers[table](doc, function(...)
    out:write(#out > mark and ",\n(" or "("):sql(number, ...):write ")"
  end, unit)
  return out:take(mark)
end

local function columns(count)
  local list = { "base + column1" }
  for i = 2, count do list[i] = "column" .. i end
  return table.concat(list, ", ")
end

local function new_batch(state) state.rows, state.names, state.held, state.bytes = {}, {}, 0, 0 end

-- Writes the statements of the documents that wait.
local function flush(out)
  local state = out.state
  local names = {}
  for name in pairs(state.names) do names[#names + 1] = name end
  table.sort(names)
  if #names > 0 then out:write "DELETE FROM documents WHERE name IN (":sql(unpack(names)):write ");\n" end
  for _, description in ipairs(TABLES) do
    local list = state.rows[description[1]] or {}
    if #list > 0 then
      out:write("INSERT INTO ", description[1], " SELECT ", columns(description[2]), " FROM this, (VALUES\n")
      out:write(table.concat(list, ",\n"), ");\n")
    end
  end
  new_batch(state)
end

local function render(doc, out, options)
  local state, unit, id = out.state, options.offsets or "byte", doc:meta().id
  if state.held == BATCH or state.bytes > BATCH_BYTES or id and state.names[id] then flush(out) end
  local made = {}
  for i, description in ipairs(TABLES) do
    made[i] = rows_of(doc, out, description[1]:match "^[%l_]+", state.number + 1, unit)
  end
  for i, description in ipairs(TABLES) do
    local name = description[1]
    state.rows[name] = state.rows[name] or {}
    if made[i] ~= "" then table.insert(state.rows[name], made[i]) end
    state.bytes = state.bytes + #made[i]
  end
  state.number, state.held = state.number + 1, state.held + 1
  if id then state.names[id] = true end
end

return {
  name = "sqlite",
  description = "one SQLite database for many documents: --output FILE, or SQL to pipe into sqlite3",
  media_type = "application/sql",
  database = true,
  begin = function(out)
    out.state.number = 0
    new_batch(out.state)
    out:write(SCHEMA)
  end,
  render = render,
  finish = function(out)
    flush(out)
    out:write "DROP TABLE this;\nCOMMIT;\n"
  end,
}
