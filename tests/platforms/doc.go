// Package platforms tests gopython on platforms other than the one the tests
// run on, as far as they can be run there.
package platforms
