package libm

import "math"

// Erf is the error function.
func Erf(x float64) float64 { return math.Erf(x) }

// Erfc is the complementary error function.
func Erfc(x float64) float64 { return math.Erfc(x) }
