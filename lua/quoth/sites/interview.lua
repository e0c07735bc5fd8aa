-- Interviews: "Q:" and "A:" before a paragraph are nobody's names.
return {
  name = "interview",
  version = 1,
  description = "interviews in questions and answers",
  never = { "Q", "A", "Question", "Answer" },
  patterns = {
    { regex = [[^\s*(?:Q|A|Question|Answer)\s?[:.]\s]], action = "drop" },
  },
  test = {
    { text = "Q: Why a pier?\n\nA: Because it was there. \"It rained,\" said Mara Lund, who told me so.",
      quotes = { { "It rained,", by = "Mara Lund" } }, absent = { "Q:", "Why a pier" } },
  },
}
