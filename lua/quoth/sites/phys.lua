-- Phys.org: journal, source and copyright stand below each report.
return {
  name = "phys",
  version = 1,
  date = "2023-12",
  description = "Phys.org, phys.org",
  match = { host = { "*.phys.org", "*.medicalxpress.com", "*.techxplore.com" } },
  body = { ".article-main" },
  need = 3,
  drop = { add = {
    ".article-main__more", ".article-main__note", ".d-print-block", ".article__info, #fact-check-popover",
  } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="article-main"><p>"It rained," said Mara Lund.</p>
        <div class="article-main__more"><p>More information: Rain Letters (2024)</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Rain Letters", "Buy boats" } },
  },
}
