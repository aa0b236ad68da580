package runtime

import "github.com/go-python/gopython/internal/abi"

var boolType = TypeSpec{
	Name: "bool", Kind: abi.KindIntObject, Final: true,
}
