--- Ranges of a text as elements in each other, for XML and HTML. Ranges may overlap as
-- they like; elements may not, so a range is cut at the ends of paragraphs and where it
-- would cross another one. Linear in the text and the ranges but for sorting.
local inline = {}

local function before(a, b)
  if a.start ~= b.start then return a.start < b.start end
  if a.stop ~= b.stop then return a.stop > b.stop end
  return a.order < b.order
end

-- Puts a piece into the sorted queue behind its head.
local function insert(queue, head, piece)
  local at = #queue + 1
  while at > head and before(piece, queue[at - 1]) do at = at - 1 end
  table.insert(queue, at, piece)
end

-- One paragraph. Returns what goes on behind it.
local function walk_paragraph(text, from, to, queue, out)
  local head, open, depth, carry, at = 1, {}, 0, {}, from
  local function text_to(byte)
    if byte <= at then return end
    out.text(text:sub(at + 1, byte))
    at = byte
  end
  local function close_until(byte)
    while depth > 0 and open[depth].stop <= byte do
      text_to(open[depth].stop)
      depth = depth - 1
      out.close(open[depth + 1].range)
    end
  end
  while queue[head] do
    local piece = queue[head]
    head = head + 1
    close_until(piece.start)
    local limit = depth > 0 and open[depth].stop or to
    if piece.stop > limit then
      local rest = { start = limit, stop = piece.stop, range = piece.range, order = piece.order }
      if limit == to then carry[#carry + 1] = rest else insert(queue, head, rest) end
      piece.stop = limit
    end
    text_to(piece.start)
    out.open(piece.range)
    depth = depth + 1
    open[depth] = piece
  end
  close_until(to)
  text_to(to)
  return carry
end

--- Walks over a text. ranges: a list of {start, stop}, bytes, sorted by start. `out` has
--   paragraph(), ended()   around each line that is not blank
--   open(range), close(range)   more than once for a range that is cut
--   text(string)
function inline.walk(text, ranges, out)
  local next_range, carry = 1, {}
  for from, line, to in text:gmatch "()([^\r\n]+)()" do
    from, to = from - 1, to - 1
    if line:find "%S" then
      local queue = {}
      for _, piece in ipairs(carry) do
        if piece.start < from then piece.start = from end
        if piece.stop > from then queue[#queue + 1] = piece end
      end
      while ranges[next_range] and ranges[next_range].start < to do
        local range = ranges[next_range]
        if range.stop > from and range.stop > range.start then
          queue[#queue + 1] = { start = math.max(range.start, from), stop = range.stop, range = range, order = next_range }
        end
        next_range = next_range + 1
      end
      if carry[1] then table.sort(queue, before) end
      out.paragraph()
      carry = walk_paragraph(text, from, to, queue, out)
      out.ended()
    end
  end
end

return inline
