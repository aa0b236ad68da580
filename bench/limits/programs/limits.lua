-- The loops of limits.py in Lua, for LuaJIT.
local ffi = require("ffi")
ffi.cdef[[ typedef struct { long sec, nsec; } gp_time; int clock_gettime(int clock, gp_time *t); ]]
local stamp = ffi.new("gp_time")
local function now()
  ffi.C.clock_gettime(1, stamp)
  return tonumber(stamp.sec) * 1e9 + tonumber(stamp.nsec)
end

local kernels = {}

function kernels.int_sum(n)
  local s = 0
  for i = 0, n - 1 do s = s + i end
  return s
end

function kernels.lcg(n)
  local x = 42
  for i = 1, n do x = (x * 1664525 + 1013904223) % 4294967296 end
  return x
end

function kernels.harmonic(n)
  local s = 0.0
  for i = 1, n do s = s + 1.0 / i end
  return s
end

local function matrices(n)
  local a, b = {}, {}
  for i = 0, n - 1 do
    local ai, bi = {}, {}
    for j = 0, n - 1 do
      ai[j + 1] = i * j % 7 + 0.5
      bi[j + 1] = (i + j) % 5 - 1.25
    end
    a[i + 1], b[i + 1] = ai, bi
  end
  return { a, b }
end

function kernels.matmul(ab)
  local a, b = ab[1], ab[2]
  local n = #a
  local c = {}
  for i = 1, n do
    local ai, ci = a[i], {}
    for j = 1, n do
      local s = 0.0
      for k = 1, n do s = s + ai[k] * b[k][j] end
      ci[j] = s
    end
    c[i] = ci
  end
  return c[math.floor(n / 3) + 1][math.floor(n / 2) + 1] + c[n][2]
end

function kernels.sieve(n)
  local f = {}
  for i = 0, n do f[i] = true end
  f[0], f[1] = false, false
  local i = 2
  while i * i <= n do
    if f[i] then
      for j = i * i, n, i do f[j] = false end
    end
    i = i + 1
  end
  local c = 0
  for i = 0, n do
    if f[i] then c = c + 1 end
  end
  return c
end

function kernels.mandelbrot(n)
  local total = 0
  for py = 0, n - 1 do
    local y0 = 2.0 * py / n - 1.0
    for px = 0, n - 1 do
      local x0, x, y, it = 3.0 * px / n - 2.0, 0.0, 0.0, 0
      while it < 100 and x * x + y * y <= 4.0 do
        x, y = x * x - y * y + x0, 2.0 * x * y + y0
        it = it + 1
      end
      total = total + it
    end
  end
  return total
end

local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end
kernels.fib = fib

local name, n, seconds = arg[1], tonumber(arg[2]), tonumber(arg[3])
local f, a, times, result = kernels[name], n, {}, nil
if name == "matmul" then a = matrices(n) end
local stop = now() + seconds * 1e9
while #times < 5 or now() < stop and #times < 500 do
  local start = now()
  result = f(a)
  times[#times + 1] = string.format("%.0f", now() - start)
end
print(string.format((name == "harmonic" or name == "matmul") and "%.17g" or "%.0f", result))
print(table.concat(times, " "))
