rockspec_format = "3.0"
package = "quoth"
version = "dev-1"
source = { url = "git+file://." }
description = {
  summary = "Who is in the news, and who said what",
  detailed = "Reads news text and finds people, organizations and places, and each quote with its source, cue and content.",
  license = "MIT",
}
dependencies = { "lua >= 5.4, < 5.5" }
external_dependencies = { PCRE2 = { header = "pcre2.h" }, UTF8PROC = { header = "utf8proc.h" } }
build = {
  type = "cmake",
  variables = {
    CMAKE_BUILD_TYPE = "Release",
    CMAKE_INSTALL_PREFIX = "$(PREFIX)",
    QUOTH_TESTS = "OFF",
    QUOTH_ROCK = "ON",
    QUOTH_ROCK_LUADIR = "$(LUADIR)",
    QUOTH_ROCK_LIBDIR = "$(LIBDIR)",
  },
}
test = { type = "command", command = "lua5.4 /usr/bin/busted" }
