-- Reads leads by id, the first of the file most often: the share of the n-th falls with 1/n (Zipf, exponent 1).
-- arguments: file with an id a line, header name, header value
local ids, cumulated = {}, {}

function init(args)
  math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 100000)
  local sum = 0
  for id in io.lines(args[1]) do
    ids[#ids + 1] = "/v1/leads/" .. id
    sum = sum + 1 / #ids
    cumulated[#ids] = sum
  end
  wrk.headers[args[2]] = args[3]
end

function request()
  local wanted, low, high = math.random() * cumulated[#ids], 1, #ids
  while low < high do
    local middle = math.floor((low + high) / 2)
    if cumulated[middle] < wanted then low = middle + 1 else high = middle end
  end
  return wrk.format(nil, ids[low])
end

function done(summary, latency)
  io.write(string.format('\nRESULT {"seconds":%f,"ok":%d,"refused":0,"failed":%d,"broken":%d,"p50":%f,"p95":%f,"p99":%f}\n',
    summary.duration / 1e6, summary.requests - summary.errors.status, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
