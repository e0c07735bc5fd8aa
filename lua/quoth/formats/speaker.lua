--- Who stands behind a quote, as formats show it.
local speaker = {}

--- The speaker's name, or the words of the source; nil where the text gives none.
function speaker.name(quote)
  local source = quote.source
  return source and (source.name or source.text)
end

--- The names of those who passed it on, outermost first.
function speaker.reporters(quote)
  local names = {}
  for i, reporter in ipairs(quote.reported_by) do names[i] = reporter.name end
  return names
end

--- Reporters and speaker, outermost first; empty where nobody is named.
function speaker.names(quote)
  local names = speaker.reporters(quote)
  names[#names + 1] = speaker.name(quote)
  return names
end

return speaker
