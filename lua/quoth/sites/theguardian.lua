-- The Guardian: curly double marks, single ones inside, and a Sunday sister, the Observer.
return {
  name = "theguardian",
  version = 1,
  description = "The Guardian and the Observer, theguardian.com",
  match = { host = { "theguardian.com", "*.theguardian.com" } },
  names = { organization = { ["The Guardian"] = { "Guardian" }, ["The Observer"] = { "Observer" } } },
  test = {
    { text = [[“The bridge holds,” said Mara Lund. “We call it ‘the old lady’.”]],
      quotes = { { "“The bridge holds,”", by = "Mara Lund", type = "direct" } } },
  },
}
