// Package libm is the C math library: functions whose results equal glibc's, and so CPython's, to the last bit
// nearly always. Glibc's are within 0.55 units in the last place or so, so the way to equal them is to compute
// with extra precision and round once. Gamma and Lgamma follow the formulas of CPython's own math module.
//
// It imports nothing but the standard library. Functions return what C returns (NaN, infinities) and know
// nothing of Python's exceptions.
package libm
