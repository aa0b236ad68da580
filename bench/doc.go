// Package bench holds benchmark programs and measures them side by side under
// gopython and CPython 3.14.6.
//
// A program takes its size as its only argument and prints a deterministic
// result, which every run checks against CPython's. Times are whole-process
// wall-clock times, compilation and start-up included; the two interpreters
// take turns (A B B A ...), so that a machine that slows down slows both.
//
// More interpreters, and gopython without its JIT, may have columns of their own.
//
// The command is bench/cmd/bench. The package imports only internal/difftest:
// it knows gopython as a process.
package bench
