// Package pyfmt turns Python numbers and strings into text and back, exactly as CPython 3.14 does: float repr
// and parsing, integer parsing, rounding, hashing and comparison across int and float, the format-spec
// mini-language, printf-style formatting, the str.format template syntax, and the repr of str and bytes.
//
// It works on Go values only and knows nothing of VM objects, so that builtin types are a thin layer on top.
// It imports the standard library and its sibling leaf packages pyunicode and libm. Python strings are
// WTF-8: UTF-8 in which a lone surrogate is encoded as three bytes.
package pyfmt
