--- The module in any Lua: INTERPRETER tests/abi.lua FOLDER_OF_THE_MODULE
local folder = assert(arg[1], "usage: INTERPRETER tests/abi.lua FOLDER")
package.path = folder .. "/?.lua;" .. folder .. "/?/init.lua"
package.cpath = folder .. "/?.so"

local quoth = require "quoth"
local text = '"We tried," Mara Lund said, "and we failed."'
local engine = assert(quoth.new { site = "none" })
local doc = assert(engine:extract(text, { id = "a" }))
engine = nil -- luacheck: ignore
collectgarbage()
collectgarbage()

assert(doc:text() == text)
local words = 0
for token in doc:tokens() do
  assert(text:sub(token.start + 1, token["end"]) == token.text)
  words = words + 1
end
assert(words > 10, "few tokens: " .. words)
local quotes = 0
for quote in doc:quotes() do
  quotes = quotes + 1
  assert(quote.type == "direct" and #quote.content.spans == 2 and quote.cue.text == "said", tostring(quote))
  assert(quote:table().content.text == quote.content.text)
end
assert(quotes == 1, "quotes: " .. quotes)
assert(doc:render "json":find('"id": "a"', 1, true))
for _, name in ipairs(require("quoth.formats").names) do assert(#doc:render(name) > 0, name) end
local rules = require "quoth.rules"
for _, name in ipairs(rules.names()) do assert(rules.find(name)) end
local html = require "quoth.html"
if html.available then
  local page = "<title>t</title><p>&ldquo;We tried,&rdquo; said Mara Lund, who had been there for days and days.</p>"
  local read = assert(quoth.extract(page, { from = "html" }))
  assert(read:meta().title == "t" and read:count "quotes" == 1 and read:text():find("We tried", 1, true))
  read:close()
end
doc:close()
assert(not pcall(doc.text, doc), "a closed document answers")
assert(not pcall(quoth.extract, 17), "a number is no text")
local _, message, code = quoth.new { site = "no-such-site" }
assert(message and code, "no code for an unknown site")
print(_VERSION .. (rawget(_G, "jit") and " with LuaJIT" or "") .. ": all is well")
