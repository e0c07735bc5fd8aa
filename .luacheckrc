std = "lua54"
max_line_length = 140
exclude_files = { "build*" }
files["tests/**/*_spec.lua"] = { std = "+busted" }
files["tests/spec"] = { std = "+busted" }
files["lua/quoth/pandoc.lua"] = { read_globals = { "pandoc", "PANDOC_SCRIPT_FILE" } }
files["quoth.lua"] = { read_globals = { "PANDOC_SCRIPT_FILE", "FORMAT" } }
files[".busted"] = { std = "lua54" }
