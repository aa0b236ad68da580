// Package runtime is the object model: isolates, classes, the builtin types
// (one file each), exceptions, and the protocols that Python code reaches
// through operators and builtin functions.
//
// Objects are abi.Value words; their memory belongs to the isolate's gc.Heap.
// The rules every function here follows:
//
//   - A function that can fail returns Raised (or ok == false) after setting the
//     thread's pending exception; its caller passes that on. Iteration returns
//     Unbound at the end, without an exception.
//   - Nothing is collected while Go code runs: collections happen at safepoints
//     of the interpreter. But anything that may run Python code (comparison,
//     hashing, iteration, calls, attribute access of unknown objects) passes
//     safepoints. Values that must survive it and that neither an argument nor
//     another live object holds are put on the handle stack: see Thread.Root.
//   - A reference stored in an object that already existed goes through
//     Isolate.store or is followed by Heap.Barrier.
//   - Recursion that follows the shape of data (repr, comparison, hashing)
//     calls Thread.Enter, which raises RecursionError in time.
//
// The package may import internal/abi, internal/bytecode, gc and the leaf
// packages internal/pyfmt, internal/pyunicode and internal/libm. It knows nothing of
// the interpreter, which it reaches through the Interp interface.
package runtime
