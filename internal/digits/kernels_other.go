//go:build !amd64

package digits

const fast = false

func mulWord(z, x *uint64, n int, y, c uint64) uint64 { panic("digits: no assembly") }

func addMulWord(z, x *uint64, n int, y uint64) uint64 { panic("digits: no assembly") }

func subMulWord(z, x *uint64, n int, y uint64) uint64 { panic("digits: no assembly") }

func addVec(z, x, y *uint64, n int) uint64 { panic("digits: no assembly") }

func subVec(z, x, y *uint64, n int) uint64 { panic("digits: no assembly") }

func shrVec(z, x *uint64, n int, s uint) { panic("digits: no assembly") }

func shlVec(z, x *uint64, n int, s uint) { panic("digits: no assembly") }
