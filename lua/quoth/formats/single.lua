--- Formats in which a document is a file of its own: the one document is the output, or
-- each goes into the folder that --output names.
local single = {}

-- A name for a document's file, without an ending, and not given before.
local function base_name(doc, state)
  local id = doc:meta().id or "document"
  local name = id:gsub("[/\\]+$", ""):match "[^/\\]*$":gsub("%.[%w]+$", "")
  name = name:gsub("[%c%s\"'<>|:*?&\127]", "_"):gsub("^%.", "_")
  if name == "" then name = "document" end
  state.names = state.names or {}
  local count = (state.names[name] or 0) + 1
  state.names[name] = count
  return count == 1 and name or ("%s-%d"):format(name, count)
end

--- Writes a document's files. files: {ending, write} of each, the one that is the output
-- of a single document first; write(doc, out, options).
function single.write(doc, out, options, files)
  local state = out.state
  if not options.file then
    if state.written then error("several documents are several files: give --output FOLDER/", 0) end
    state.written = true
    return files[1][2](doc, out, options)
  end
  local name, mark = base_name(doc, state), #out
  for _, file in ipairs(files) do
    file[2](doc, out, options)
    options.file(name .. file[1], out:take(mark))
  end
end

return single
