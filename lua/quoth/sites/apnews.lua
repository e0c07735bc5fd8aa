-- The Associated Press: the agency quotes itself as "AP" and "The Associated Press".
return {
  name = "apnews",
  version = 1,
  description = "The Associated Press, apnews.com",
  match = { host = { "apnews.com", "*.apnews.com" } },
  names = { organization = { ["The Associated Press"] = { "Associated Press", "AP" } } },
  test = {
    { text = [["The bridge holds," Mara Lund told The Associated Press on Monday.]],
      quotes = { { [["The bridge holds,"]], by = "Mara Lund", type = "direct" } } },
  },
}
