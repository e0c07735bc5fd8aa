-- A report for people: articles with their quotes marked, who said them, and a summary over
-- all documents, in one file that needs no network. Its parts are in lua/quoth/report.
local article = require "quoth.report.article"
local summary = require "quoth.report.summary"

-- The style sheet and the script stand beside the modules, wherever these are installed.
local function asset(name)
  for template in package.path:gmatch "[^;]+" do
    local path = template:gsub("%?%.lua$", "quoth/report/" .. name)
    local file = path ~= template and io.open(path, "rb")
    if file then
      local text = file:read "*a"
      file:close()
      return text
    end
  end
  error("quoth/report/" .. name .. " is not where the Lua modules are: install quoth again")
end

local HEAD = [[
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="quoth">
]]

local CONTROLS = [[
<nav aria-label="Documents"><ul id="contents"><li><a href="#summary">Summary</a></li></ul></nav>
<form class="filter" role="search" onsubmit="return false">
<label>Find <input type="search" id="search" placeholder="name or words"></label>
<label><input type="checkbox" value="direct" checked> direct</label>
<label><input type="checkbox" value="mixed" checked> mixed</label>
<label><input type="checkbox" value="indirect" checked> indirect</label>
<label><input type="checkbox" value="belief" checked> not speech</label>
</form>
<p id="status" role="status" class="meta"></p>
]]

return {
  name = "html",
  description = "a report for people: articles with quotes marked, and a summary; one file",
  media_type = "text/html",
  options = { title = { type = "string", default = "Who said what", description = "the report's title" } },
  begin = function(out, options)
    out.state.speakers = article.colours()
    out.state.tallies = summary.new()
    out:write(HEAD, "<title>"):html(options.title):write("</title>\n<style>\n", asset "report.css", "</style>\n</head>\n<body>\n")
    out:write '<a class="skip" href="#main">Skip to the text</a>\n<header>\n<h1>':html(options.title):write "</h1>\n"
    out:write(CONTROLS, '</header>\n<main id="main">\n')
  end,
  render = function(doc, out, options)
    summary.add(out.state.tallies, doc)
    article.write(doc, out, { colours = out.state.speakers, number = out.state.tallies.documents, explain = options.explain })
  end,
  finish = function(out)
    summary.write(out.state.tallies, out)
    out:write("</main>\n<script>\n", asset "report.js", "</script>\n</body>\n</html>\n")
  end,
}
