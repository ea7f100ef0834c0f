-- Pandoc for many manuscripts: answers one request after the other, until its input ends. See pandoc_loop.py.
-- A request is a line of JSON that says how many bytes of metadata and of text follow. The answer is a line with the
-- number of bytes, and these; a line with -1 says that pandoc has something to say, or failed: it is to be asked alone.

local template_file = assert(io.open(arg[1], "rb"))
local template = pandoc.template.compile(template_file:read("a"))
template_file:close()

-- As the program has them by default; a reader called from here has others.
local reading = pandoc.ReaderOptions{columns = 72, standalone = true}
-- Nothing is read but what is given: the list of files that a reader may see is empty.
local sandbox = {}

local function writing(highlight)
  local options = {template = template, wrap_text = "preserve", html_math_method = "mathml", html_q_tags = true}
  if not highlight then options.highlight_method = "none" end
  return pandoc.WriterOptions(options)
end

local function rendered(request, metadata, text)
  local meta = {}
  if metadata ~= "" then
    local block = "---\n" .. metadata .. "\n...\n"
    meta = pandoc.read(block, request.reader .. "+yaml_metadata_block", reading, sandbox).meta
  end
  local document = pandoc.read(text, request.reader, reading, sandbox)
  for key, value in pairs(document.meta) do meta[key] = value end
  meta.lang = request.language
  document.meta = meta
  return pandoc.write(document, request.writer, writing(request.highlight))
end

for line in io.lines() do
  local request = pandoc.json.decode(line, false)
  local metadata = request.metadata > 0 and io.read(request.metadata) or ""
  local text = request.text > 0 and io.read(request.text) or ""
  local messages, fine, result = pandoc.log.silence(pcall, rendered, request, metadata, text)
  if fine and #messages == 0 then
    io.write(#result, "\n", result)
  else
    io.write("-1\n")
  end
  io.flush()
end
