module github.com/go-python/gopython

go 1.26.0

require (
	github.com/kluctl/go-embed-python v0.0.0-3.14.6-20260610-1 // tests: the CPython to compare with
	github.com/twitchyliquid64/golang-asm v0.15.1 // jit/asm: encodes instructions
	golang.org/x/arch v0.32.0 // disassembles them, for tests and -X jit-dump
	golang.org/x/sys v0.49.0 // memory of the heap and of machine code, processor features
	golang.org/x/text v0.43.0 // normalises identifiers and names of characters
)

require (
	github.com/gofrs/flock v0.13.0 // indirect
	github.com/sirupsen/logrus v1.9.4 // indirect
	golang.org/x/sync v0.24.0 // indirect
)
