-- News agency style: double marks, single marks inside, datelines and sign-offs.
return {
  name = "wire",
  version = 1,
  description = "News agency copy: datelines, sign-offs and bylines are not read as news",
  patterns = {
    { regex = [[^\s*\((?:Reporting|Additional reporting|Writing|Editing) by [^)\n]*\)\s*$]], action = "drop" },
    { regex = [[^\s*(?:Reporting|Additional reporting) by [^\n]*(?:[Ee]diting|[Ww]riting) by [^\n]*$]], action = "drop" },
    { regex = [[^\s*Our Standards: [^\n]*$]], action = "drop" },
  },
  test = {
    { text = [["We have water for a week," said Mara Lund, who runs the camp.

(Reporting by Ana Roa; Editing by Bo Xu)]],
      quotes = { { "We have water for a week,", by = "Mara Lund", type = "direct" } },
      absent = { "Bo Xu" } },
  },
}
