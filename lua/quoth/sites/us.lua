-- American style: double marks for speech, single ones inside.
return {
  name = "us",
  version = 1,
  description = "American style: double quotation marks, single ones inside",
  quotes = {
    { open = "“", close = "”" }, { open = '"', close = '"' }, { open = "‘", close = "’" }, { open = "'", close = "'" },
  },
  test = {
    { text = [[“We call it ‘the old lady’,” said Mara Lund.]], exact = true,
      quotes = { { "“We call it ‘the old lady’,”", by = "Mara Lund", type = "direct" } } },
  },
}
