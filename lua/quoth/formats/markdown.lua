-- Quotes and entities as Markdown, for notes and issue trackers.
local function escape(text)
  return (text:gsub("[\\`*_{}%[%]<>|#]", "\\%0"):gsub("%s+", " "))
end

local function source_of(quote)
  local names = {}
  for i, reporter in ipairs(quote.reported_by) do names[i] = reporter.name end
  names[#names + 1] = quote.source and (quote.source.name or quote.source.text) or "(no source)"
  return escape(table.concat(names, " → "))
end

local TYPES = { { "person", "People" }, { "organization", "Organizations" }, { "place", "Places" } }

local function entities(doc, out)
  for _, type in ipairs(TYPES) do
    local names = {}
    for entity in doc:entities { type = type[1] } do
      local roles = #entity.roles > 0 and (" (" .. table.concat(entity.roles, ", ") .. ")") or ""
      names[#names + 1] = escape(entity.name .. roles) .. " ×" .. #entity.mentions
    end
    if #names > 0 then out:write("\n**", type[2], ":** ", table.concat(names, ", "), "\n") end
  end
end

return {
  name = "markdown",
  description = "quotes and entities as Markdown",
  media_type = "text/markdown",
  document = function(doc, out)
    local meta = doc:meta()
    out:write("## ", escape(meta.title or meta.id or "Document"), "\n")
    for quote in doc:quotes() do
      out:write("\n> ", escape(quote.content.text), "\n>\n> — ", source_of(quote))
      if quote.cue then out:write(", *", escape(quote.cue.text), "*") end
      out:write(" (", quote.type, quote.negated and ", negated" or "", ")\n")
    end
    entities(doc, out)
    out:write "\n"
  end,
}
