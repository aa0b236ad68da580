package runtime

import "github.com/go-python/gopython/internal/abi"

var intType = TypeSpec{
	Name: "int", Kind: abi.KindIntObject,
}
