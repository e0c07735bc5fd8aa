-- Transcripts: what the room did, and when, is not what anybody said.
return {
  name = "transcript",
  version = 1,
  description = "transcripts: stage directions and times are not read",
  patterns = {
    { regex = [[[\[(](?i:laughter|applause|crosstalk|inaudible|cheers|boos|music|pause|begin video|end video)[^\])]{0,60}[\])]\s?]],
      action = "drop" },
    { regex = [[^\s*[\[(]?\d\d?:\d\d(?::\d\d)?[\])]?\s]], action = "drop" },
  },
  test = {
    { text = "[00:12:04] \"It rained [Laughter] all night,\" said Mara Lund.",
      quotes = { { "It rained", by = "Mara Lund" } }, entities = { { name = "Mara Lund", type = "person" } } },
  },
}
