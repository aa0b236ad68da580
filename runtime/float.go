package runtime

import "github.com/go-python/gopython/internal/abi"

var floatType = TypeSpec{
	Name: "float", Kind: abi.KindFloat,
}
