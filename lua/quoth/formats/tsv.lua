-- The tables of format csv, parted by tabs; what would break a row becomes a blank.
local tsv = require("quoth.formats.csv").rows("tsv", "\n")
tsv.name, tsv.description = "tsv", "a row a quote, parted by tabs, with a head line"
tsv.media_type = "text/tab-separated-values"

return tsv
