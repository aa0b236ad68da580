// Package py is the public interface of gopython: it puts the front end, the
// object model and the interpreter together. It may import all of them;
// nothing but the commands imports it.
package py
