-- A table for people: who, how, what; then who and what is in the news.
local WIDTH_WHO = 24

local STYLES = { who = "\27[1m", cue = "\27[36m", dim = "\27[2m", off = "\27[0m" }

-- Most texts have neither of what is replaced.
local function plain(text)
  if not text:find "[%c\127]" and not text:find("  ", 1, true) then return text end
  return (text:gsub("%s+", " "):gsub("[%c\127]", ""))
end

-- The number of code points.
local function width(text)
  local known = utf8 and utf8.len(text)
  if known then return known end
  local _, count = text:gsub("[^\128-\191]", "")
  return count
end

-- The byte before which so many columns lie, and the last blank up to there, if any.
local function measure(text, limit)
  local head, count, blank = text:sub(1, limit + 1), 0, nil
  if not head:find "[\128-\255]" then return limit + 1, head:match "^.*() " end
  for at in text:gmatch "()[^\128-\191]" do
    if text:sub(at, at) == " " then blank = at end
    if count == limit then return at, blank end
    count = count + 1
  end
end

-- The first `limit` columns of a text, and the rest.
local function split(text, limit)
  if #text <= limit or width(text) <= limit then return text, nil end
  local at, blank = measure(text, limit)
  if blank and blank > 1 then return text:sub(1, blank - 1), text:sub(blank + 1) end
  return text:sub(1, at - 1), text:sub(at)
end

local function wrap(text, limit)
  local lines, rest = {}, text
  while rest do
    lines[#lines + 1], rest = split(rest, limit)
  end
  return lines
end

local function pad(text, columns) return text .. (" "):rep(columns - width(text)) end

local function styled(out, style, text)
  if out.state.colour and text ~= "" then return STYLES[style] .. text .. STYLES.off end
  return text
end

-- Who said it: the resolved speaker; with the source's words where they differ.
local function who(quote)
  local source = quote.source
  if not source then return "(no source)" end
  return plain(source.name or source.text)
end

local function how(quote)
  local parts = { quote.type }
  if quote.negated then parts[#parts + 1] = "negated" end
  if not quote.speech then parts[#parts + 1] = "not speech" end
  local cue = quote.cue and plain(quote.cue.text) .. " · " or ""
  local via = {}
  for i, reporter in ipairs(quote.reported_by) do via[i] = plain(reporter.name) end
  local chain = #via > 0 and (" · reported by %s"):format(table.concat(via, ", by ")) or ""
  return cue .. table.concat(parts, ", ") .. chain
end

local function write_quote(out, quote, columns)
  local room = columns - WIDTH_WHO - 2
  local left, right = wrap(who(quote), WIDTH_WHO), wrap(plain(quote.content.text), room)
  local quoted = #right
  for _, line in ipairs(wrap(how(quote), room)) do right[#right + 1] = line end
  for i = 1, math.max(#left, #right) do
    local text = right[i] or ""
    if i > quoted then text = styled(out, "cue", text) end
    local line = styled(out, "who", pad(left[i] or "", WIDTH_WHO)) .. "  " .. text
    out:write(line:find("%s", -1) and line:gsub("%s+$", "") or line, "\n")
  end
  out:write "\n"
end

local GROUPS = { { "person", "People" }, { "organization", "Organizations" }, { "place", "Places" },
  { "nationality", "Nationalities" }, { "event", "Events" }, { "date", "Dates" }, { "money", "Money" } }

local function describe(entity)
  local text = plain(entity.name)
  if #entity.roles > 0 then text = text .. " (" .. plain(table.concat(entity.roles, ", ")) .. ")" end
  return #entity.mentions > 1 and ("%s ×%d"):format(text, #entity.mentions) or text
end

local function write_entities(out, doc, columns)
  for _, group in ipairs(GROUPS) do
    local names = {}
    for entity in doc:entities { type = group[1] } do names[#names + 1] = describe(entity) end
    local lines = #names > 0 and wrap(table.concat(names, ", "), columns - 16) or {}
    for i, line in ipairs(lines) do
      out:write(styled(out, "who", pad(i == 1 and group[2] or "", 14)), "  ", line, "\n")
    end
  end
end

return {
  name = "text",
  description = "a table for people: who said what, then who is in it",
  media_type = "text/plain",
  independent = true,
  begin = function(out, options)
    out.state.colour, out.state.columns = options.colour, math.max(60, math.min(options.columns or 100, 120))
  end,
  render = function(doc, out)
    local meta = doc:meta()
    local count = doc:count "quotes"
    local head = ("%s: %d quote%s"):format(plain(meta.title or meta.id or "text"), count, count == 1 and "" or "s")
    out:write(styled(out, "dim", head), "\n\n")
    for quote in doc:quotes() do write_quote(out, quote, out.state.columns) end
    write_entities(out, doc, out.state.columns)
    for _, warning in ipairs(doc:warnings()) do out:write("warning: ", plain(warning), "\n") end
    out:write "\n"
  end,
}
