-- British style: single marks for speech, double ones inside.
return {
  name = "uk-single",
  version = 1,
  description = "British style: single quotation marks, double ones inside",
  quotes = {
    { open = "‘", close = "’" }, { open = "'", close = "'" }, { open = "“", close = "”" }, { open = '"', close = '"' },
  },
  test = {
    { text = [[‘It’s the old lady’s bridge,’ said Mara Lund. ‘We call it “the old lady”.’]],
      quotes = { { "‘It’s the old lady’s bridge,’", by = "Mara Lund", type = "direct" } } },
    { text = [['It rained,' said Bo Xu.]], exact = true, quotes = { { "'It rained,'", by = "Bo Xu", type = "direct" } } },
  },
}
