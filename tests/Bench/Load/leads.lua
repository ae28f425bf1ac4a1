-- Posts leads, each another person: the sample leads in turn, with an e-mail and a phone of their own. Numbers past 555-0199 are made up at run time and go nowhere.
-- arguments: file with a lead a line (@EMAIL@ before @PHONE@), tag of the run, header name, header value, number of the first lead
local areas, parts, threads, started = {}, {}, 0, {}
local counting = os.getenv("BENCH_COUNT") ~= nil
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "0")
for code in os.getenv("BENCH_AREA_CODES"):gmatch("%d+") do areas[#areas + 1] = code end

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
  started[threads] = thread
end

function init(args)
  tag, number = args[2], tonumber(args[5])
  ok, refused, failed = 0, 0, 0
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers[args[3]] = args[4]
  for line in io.lines(args[1]) do
    local before, between, after = line:match("^(.-)@EMAIL@(.-)@PHONE@(.*)$")
    parts[#parts + 1] = { before, between, after }
  end
end

function request()
  number = number + 1
  local n = number * 2 + id
  local part = parts[n % #parts + 1]
  local phone = string.format("+1%s555%04d", areas[math.floor(n / 10000) % #areas + 1], n % 10000)
  return wrk.format(nil, nil, nil, part[1] .. "ada." .. tag .. "." .. n .. "@example.com" .. part[2] .. phone .. part[3])
end

if pause > 0 then
  function delay() return math.random(0, 2 * pause) end
end

if counting then
  function response(status)
    if status == 201 then ok = ok + 1 elseif status == 503 then refused = refused + 1 else failed = failed + 1 end
  end
end

function done(summary, latency)
  local counts = { ok = summary.requests - summary.errors.status, refused = 0, failed = summary.errors.status }
  if counting then
    counts = { ok = 0, refused = 0, failed = 0 }
    for _, thread in ipairs(started) do
      for name in pairs(counts) do counts[name] = counts[name] + thread:get(name) end
    end
  end
  io.write(string.format('\nRESULT {"seconds":%f,"ok":%d,"refused":%d,"failed":%d,"broken":%d,"p50":%f,"p95":%f,"p99":%f}\n',
    summary.duration / 1e6, counts.ok, counts.refused, counts.failed,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
