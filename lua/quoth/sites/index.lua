--- The built-in sites and styles. A rule file counts once it is listed here, so
-- that finding the rule for an address opens only that rule's file.
return {
  names = { "generic", "wire", "apnews", "theguardian" },
  -- host, or "*.host" for it and all below it, to the name of a rule
  hosts = {
    ["*.apnews.com"] = "apnews",
    ["*.theguardian.com"] = "theguardian",
  },
}
