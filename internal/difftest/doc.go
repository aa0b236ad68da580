// Package difftest runs Python programs under gopython and under a genuine
// CPython 3.14.6, and compares what the two print and how they end.
//
// The oracle comes out of the module cache (see [CPython]), so that a fresh
// machine needs nothing installed. Its answers are cached on disk, keyed by the
// program's text, so that a second test run starts no CPython at all.
//
// A program is either one .py file, or a folder with a main.py, which may
// import the modules and packages beside it. It runs in a scratch copy, with
// the scratch folder as its working directory and a minimal environment
// (PYTHONHASHSEED=0, UTF-8). Three things are compared:
//
//   - standard output,
//   - the exit code,
//   - standard error: from the header of the last (possibly chained) traceback
//     to the end, or the whole of it where there is no traceback, as for a
//     SyntaxError or sys.exit("message").
//
// Nothing is normalised but the path of the scratch folder, which reads $DIR.
//
// # Directives
//
// Comments of the form "# difftest: ..." among the comment lines that open a
// program say how to run it. Fields are separated by commas, and a program may
// have several such lines:
//
//	args=a b "c d"   the arguments, split at blanks; double quotes group
//	exit=N           the exit code that CPython must give; guards the corpus
//	                 itself, since a program that ends early compares equal;
//	                 in tests/programs it is 0 where it is not said
//	skip-stderr      do not compare standard error
//	needs=linux      run only where GOOS or GOARCH is this, or "unix"
//
// args takes the rest of its line, so that it must come last there.
//
// # Environment
//
//	GOPYTHON_BIN     the binary under test; "oracle" tests CPython against
//	                 itself, which validates a corpus
//	GOPYTHON_MODES   the modes in which each program of a corpus is run: lists of
//	                 -X options, separated by semicolons; else the compiler
//	                 off, on and forced
//	GOPYTHON_XOPTS   extra -X options for every run, separated by blanks:
//	                 "gc=stress jit=off"
//
// The package imports nothing of the VM: it knows gopython only as a process.
package difftest
