-- « Guillemets », as papers of France, Italy, Russia and others set them.
return {
  name = "guillemets",
  version = 1,
  description = "guillemets for speech, with or without space inside",
  quotes = {
    { open = "«", close = "»" }, { open = "‹", close = "›" }, { open = "“", close = "”" }, { open = '"', close = '"' },
  },
  test = {
    { text = [[«It rained,» said Mara Lund.]], exact = true, quotes = { { "«It rained,»", by = "Mara Lund", type = "direct" } } },
    { text = [[« It rained », said Bo Xu.]], exact = true, quotes = { { "It rained", by = "Bo Xu", type = "direct" } } },
  },
}
