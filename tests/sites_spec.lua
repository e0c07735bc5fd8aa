-- Every built-in rule file: loads, is found by its hosts, and passes its own tests.
local helper = require "tests.spec.helper"
local quoth = require "quoth"
local rule_tests = require "quoth.rule_tests"
local rules = require "quoth.rules"

describe("the built-in rule", function()
  for _, name in ipairs(rules.names()) do
    it(name .. " loads, says what it is for, and has a test", function()
      local rule = assert(rules.find(name))
      assert.equal(name, rule.name)
      assert.equal("string", type(rule.description))
      assert.is_true(#rule.test > 0)
      for _, host in ipairs(rule.match and rule.match.host or {}) do
        local matched = rules.match("https://" .. host:gsub("^%*", "www") .. "/news/1")
        assert.equal(name, matched and matched.name)
      end
    end)
  end
  for _, name in ipairs(rules.names()) do
    it(name .. " passes its own tests", function() assert.same({}, assert(rule_tests.run(assert(rules.find(name)))).failures) end)
  end
end)

describe("the list of sites", function()
  local index = require "quoth.sites.index"
  local function listed(name)
    for _, other in ipairs(index.names) do
      if other == name then return true end
    end
  end
  it("has every file but the template, which is good, too", function()
    for _, path in ipairs(helper.files "lua/quoth/sites/*.lua") do
      local name = path:match "([^/]+)%.lua$"
      if name ~= "index" and name ~= "template" then assert.is_true(listed(name), name) end
    end
    assert.same({}, rule_tests.run "lua/quoth/sites/template.lua".failures)
  end)
  it("says of hosts and prints what the files say", function()
    local hosts, prints = {}, {}
    for _, name in ipairs(index.names) do
      local match = rules.find(name).match or {}
      for _, host in ipairs(match.host or {}) do hosts[host] = name end
      if match.has then prints[match.has] = name end
    end
    assert.same(hosts, index.hosts)
    local indexed = {}
    for _, print in ipairs(index.prints) do indexed[print.has] = print.name end
    assert.same(prints, indexed)
  end)
end)

describe("a site", function()
  it("is chosen by address, and named in the meta data", function()
    local doc = assert(quoth.extract("It rained.", { url = "https://www.apnews.com/article/rain" }))
    assert.equal("apnews", doc:meta().site)
    assert.is_nil(rules.match "https://apnews.com.evil.example/")
    assert.is_nil(rules.match "https://notapnews.com/")
  end)
end)

describe("embedded tests", function()
  it("fail when the rule does not do what they say", function()
    local result = rule_tests.run { name = "own", test = {
      { text = '"No," said Bo Li.', quotes = { { '"Yes,"' } }, exact = true, absent = { "Bo Li" } },
    } }
    assert.equal(2, #result.failures)
    assert.matches('test[1]: quotes: expected "Yes," by anyone, found: "No," by Bo Li', result.failures[2], 1, true)
    assert.equal('test[1]: absent: "Bo Li" was found', result.failures[1])
    assert.equal(0, result.passed)
  end)
end)
