-- Quotes and entities as Markdown, for notes and issue trackers.
local speaker = require "quoth.formats.speaker"

local GROUPS = { { "person", "People" }, { "organization", "Organizations" }, { "place", "Places" } }

local function write_quote(out, quote)
  out:write "\n> ":markdown(quote.content.text):write "\n>\n> — "
  local names = speaker.names(quote)
  if #names == 0 then out:write "(no source)" end
  for i, name in ipairs(names) do
    if i > 1 then out:write " → " end
    out:markdown(name)
  end
  if quote.cue then out:write ", *":markdown(quote.cue.text):write "*" end
  out:write(" (", quote.type, quote.negated and ", negated" or "", ")\n")
end

local function write_entity(out, entity)
  out:markdown(entity.name)
  if #entity.roles > 0 then out:write " (":markdown(table.concat(entity.roles, ", ")):write ")" end
  out:write(" ×", #entity.mentions)
end

local function write_entities(out, doc)
  for _, group in ipairs(GROUPS) do
    local any = false
    for entity in doc:entities { type = group[1] } do
      if any then out:write ", " else out:write("\n**", group[2], ":** ") end
      write_entity(out, entity)
      any = true
    end
    if any then out:write "\n" end
  end
end

return {
  name = "markdown",
  description = "quotes and entities as Markdown",
  media_type = "text/markdown",
  independent = true,
  render = function(doc, out)
    local meta = doc:meta()
    out:write "## ":markdown(meta.title or meta.id or "Document"):write "\n"
    for quote in doc:quotes() do write_quote(out, quote) end
    write_entities(out, doc)
    out:write "\n"
  end,
}
