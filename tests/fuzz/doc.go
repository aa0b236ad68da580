// Package fuzz generates random Python programs and compares what they do under
// gopython, in several modes, with CPython 3.14.6.
//
// A program ends by itself, is the same for the same seed, and prints digests of
// its variables while it runs, so that a wrong value anywhere shows. It is made
// of units: functions and classes of their own with a hot loop, run one after
// the other in one process. A program that differs is cut down to the unit at
// fault, shrunk by deleting statements, and written to a folder, from where it
// goes to tests/programs/jit to stay. See docs/testing.md.
//
// The generator and the shrinker import nothing of ours and know no interpreter;
// the tests run the processes, by way of internal/difftest.
package fuzz
