package main

// ignorePipe does nothing: there is no such signal.
func ignorePipe() {}
