-- German style: „so“, or »so« in books and some papers.
return {
  name = "german",
  version = 1,
  description = "German style: „so“ and »so«",
  quotes = {
    { open = "„", close = "“" }, { open = "‚", close = "‘" }, { open = "»", close = "«" }, { open = "›", close = "‹" },
    { open = "„", close = "”" }, { open = '"', close = '"' },
  },
  test = {
    { text = [[„It rained“, said Mara Lund.]], exact = true, quotes = { { "„It rained“", by = "Mara Lund", type = "direct" } } },
    { text = [[»It rained«, said Bo Xu.]], exact = true, quotes = { { "»It rained«", by = "Bo Xu", type = "direct" } } },
  },
}
