-- Of the site's files, sends the .br or .gz that make_site.py has put beside them to whoever accepts it, and says how
-- long each may be kept. lighttpd runs this for every request once it knows which file is meant.
local kCodings = {{name = "br", ending = ".br"}, {name = "gzip", ending = ".gz"}}  -- the smallest first
local kHashed = "%." .. ("%x"):rep(10) .. "%.%w+$"  -- a name with its content's hash: it never means anything else

-- Whether an Accept-Encoding such as "gzip;q=0.5, br" allows a coding.
local function accepts(header, coding)
  for item in header:lower():gmatch("[^,%s][^,]*") do
    local name, quality = item:match("^[^;%s]+"), item:match(";%s*q=([%d.]+)")
    if name == coding then return tonumber(quality or 1) ~= 0 end
  end
  return false
end

local function is_file(path)
  local found = lighty.c.stat(path)
  return found ~= nil and found.is_file
end

local request = lighty.r
local path = request.req_attr["physical.path"]:gsub("/$", "/index.html")
if not is_file(path) then return end
request.resp_header["Vary"] = "Accept-Encoding"
request.resp_header["Cache-Control"] = path:find(kHashed) and "public, max-age=31536000, immutable" or "no-cache"
for _, coding in ipairs(kCodings) do
  if accepts(request.req_header["Accept-Encoding"] or "", coding.name) and is_file(path .. coding.ending) then
    request.resp_header["Content-Type"] = lighty.c.stat(path)["content-type"]
    request.resp_header["Content-Encoding"] = coding.name
    request.req_attr["physical.path"] = path .. coding.ending
    return
  end
end
