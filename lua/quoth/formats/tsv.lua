-- The columns of format csv, parted by tabs; what would break a row becomes a blank.
local csv = require "quoth.formats.csv"

local function field(value)
  return value == nil and "" or (tostring(value):gsub("[\t\r\n]", " "))
end

local function row(out, values)
  for i, name in ipairs(csv.columns) do out:write(i > 1 and "\t" or "", field(values[name])) end
  out:write "\n"
end

return {
  name = "tsv",
  description = "a row a quote, parted by tabs, with a head line",
  media_type = "text/tab-separated-values",
  begin = function(out) out:write(table.concat(csv.columns, "\t"), "\n") end,
  document = function(doc, out)
    for quote in doc:quotes() do row(out, csv.values(doc, quote)) end
  end,
}
