//go:build !amd64

package digits

const canFast = false

func setFast(bool) {}
