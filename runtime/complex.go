package runtime

import "github.com/go-python/gopython/internal/abi"

var complexType = TypeSpec{
	Name: "complex", Kind: abi.KindComplex,
}
