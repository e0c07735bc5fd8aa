-- SQL that puts documents into a database of SQLite (docs/sqlite.md): made if it is not
-- there, added to if it is. A document with the id of one that is there takes its place.
-- All is one transaction. With --output FILE the command runs it, else pipe it into sqlite3.
local spans = require "quoth.formats.spans"
local speaker = require "quoth.formats.speaker"

local SCHEMA = [[
PRAGMA foreign_keys = ON;
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
CREATE TEMP TABLE IF NOT EXISTS this (document INTEGER);
]]

-- Rows of one table; the document's number stands in front of each. SQLite limits neither
-- the rows of VALUES nor, but for a gigabyte, the length of a statement.
local function rows(out, table, list, write)
  for i, item in ipairs(list) do
    if i == 1 then out:write("INSERT INTO ", table, " SELECT document, v.* FROM this, (VALUES\n(")
    else out:write ",\n(" end
    write(item)
    out:write ")"
  end
  if #list > 0 then out:write ") v;\n" end
end

local function write_document(out, doc, unit)
  local meta = doc:meta()
  if meta.id then out:write "DELETE FROM documents WHERE name = ":sql(meta.id):write ";\n" end
  out:write "INSERT INTO documents (name, title, byline, date, url, site, offsets, text) VALUES ("
  out:sql(meta.id, meta.title, meta.byline, meta.date, meta.url, meta.site, unit, doc:text())
  out:write ");\nDELETE FROM this;\nINSERT INTO this VALUES (last_insert_rowid());\n"
end

local function write_entities(out, doc)
  local entities, notes = {}, {}
  for entity in doc:entities() do
    local id, seen = entity.id, {}
    entities[id] = entity
    local function note(kind, text)
      if seen[kind .. text] then return end
      seen[kind .. text] = true
      notes[#notes + 1] = { id, kind, text }
    end
    for _, alias in ipairs(entity.aliases) do note("alias", alias) end
    for _, role in ipairs(entity.roles) do note("role", role) end
  end
  rows(out, "entities", entities, function(entity) out:sql(entity.id, entity.type, entity.name) end)
  rows(out, "entity_notes", notes, function(note) out:sql(note[1], note[2], note[3]) end)
end

local function write_mentions(out, doc, unit)
  local number, text = 0, doc:text()
  rows(out, "mentions", spans.mentions(doc, "all"), function(span)
    local mention = span.mention
    number = number + 1
    out:sql(number, span.entity, span.label, span.kind, doc:offset(span.start, unit), doc:offset(span.stop, unit),
      text:sub(span.start + 1, span.stop), mention.value, mention.confidence)
  end)
end

local function write_quotes(out, doc, unit)
  local quotes, reporters, parts = {}, {}, spans.parts(doc)
  for quote in doc:quotes() do
    quotes[quote.id] = quote
    for number, reporter in ipairs(quote.reported_by) do
      reporters[#reporters + 1] = { quote.id, number, reporter.name, reporter.entity }
    end
  end
  rows(out, "quotes (document, number, type, speech, negated, speaker, entity, source, cue, lemma, content, parent, confidence, rule)",
    quotes, function(quote)
      local source, cue = quote.source, quote.cue
      out:sql(quote.id, quote.type, quote.speech, quote.negated, speaker.name(quote), source and source.entity,
        source and source.text, cue and cue.text, cue and cue.lemma, quote.content.text, quote.parent, quote.confidence,
        quote.rule)
    end)
  rows(out, "quote_spans", parts, function(span)
    out:sql(span.quote.id, span.layer, span.index, doc:offset(span.start, unit), doc:offset(span.stop, unit))
  end)
  rows(out, "reporters", reporters, function(reporter) out:sql(reporter[1], reporter[2], reporter[3], reporter[4]) end)
end

return {
  name = "sqlite",
  description = "one SQLite database for many documents: --output FILE, or SQL to pipe into sqlite3",
  media_type = "application/sql",
  database = true,
  begin = function(out) out:write(SCHEMA) end,
  render = function(doc, out, options)
    local unit = options.offsets or "byte"
    write_document(out, doc, unit)
    write_entities(out, doc)
    write_mentions(out, doc, unit)
    write_quotes(out, doc, unit)
  end,
  finish = function(out) out:write "DROP TABLE this;\nCOMMIT;\n" end,
}
