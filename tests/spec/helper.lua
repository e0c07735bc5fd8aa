--- Loaded by busted before the specs. With QUOTH_GC_STRESS set, garbage is collected
-- all the time, so that what could be freed too early is freed too early.
local helper = {}

--- Runs a function under constant collection; gives what it returns.
function helper.under_collection(step, run, ...)
  debug.sethook(function() collectgarbage() end, "", step)
  local results = table.pack(pcall(run, ...))
  debug.sethook()
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

--- The whole of a file of the project.
function helper.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

--- The paths that a shell pattern matches, sorted.
function helper.files(pattern)
  local pipe, list = assert(io.popen("ls -d " .. pattern)), {}
  for path in pipe:lines() do list[#list + 1] = path end
  pipe:close()
  return list
end

--- The build folder, and the command in it.
helper.build = os.getenv "QUOTH_BUILD" or "build"
helper.command = helper.build .. "/quoth"

if os.getenv "QUOTH_GC_STRESS" then
  debug.sethook(function() collectgarbage() end, "", 1000)
end

package.loaded["tests.spec.helper"] = helper
return helper
