-- Prints what a run of wrk found as one line of JSON. With the argument `distinct` every request is another question.
local counter = 0

function init(arguments)
    if arguments[1] == "distinct" then
        math.randomseed(os.time())
        local from = math.random(1, 1000000000)
        request = function()
            counter = counter + 1
            wrk.headers["Accept"] = "application/json, x/" .. (from + counter)
            return wrk.format()
        end
    end
end

function done(summary, latency, _)
    local failed = summary.errors.connect + summary.errors.read + summary.errors.write
        + summary.errors.status + summary.errors.timeout
    print(string.format('{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "failed": %d}',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed))
end
