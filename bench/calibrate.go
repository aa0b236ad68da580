package bench

import (
	"math"
	"strconv"

	"github.com/go-python/gopython/internal/difftest"
)

// calibrate seeks a size of a program with which a run of ours without JIT lasts
// about cfg.Target. Where sizes are so coarse that there is none, it is the
// nearest; where a run fails, the small size, so that measuring tells why.
func (cfg Config) calibrate(p Program, dir, script string) string {
	low, err1 := strconv.Atoi(p.Tiny)
	high, err2 := strconv.Atoi(p.Bench)
	if err1 != nil || err2 != nil {
		return p.Small
	}
	best, distance := p.Small, math.Inf(1)
	for low <= high {
		// The middle on a log scale: times are powers of sizes.
		mid := int(math.Sqrt(float64(low) * float64(high)))
		size := strconv.Itoa(mid)
		res, err := difftest.Run(cfg.Ours.With("-X", "jit=off"), script, []string{size}, difftest.Options{Dir: dir, Timeout: cfg.Timeout})
		if err != nil || res.ExitCode != 0 {
			return p.Small
		}
		d := math.Abs(math.Log(float64(res.Duration) / float64(cfg.Target)))
		if d < distance {
			best, distance = size, d
		}
		if d < 0.1 {
			break
		}
		if res.Duration < cfg.Target {
			low = mid + 1
		} else {
			high = mid - 1
		}
	}
	return best
}
