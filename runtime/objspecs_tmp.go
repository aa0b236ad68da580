package runtime

import "github.com/go-python/gopython/internal/abi"

var (
	superType            = TypeSpec{Name: "super", Kind: abi.KindInstance, Hidden: 3}
	mappingProxyType     = TypeSpec{Name: "mappingproxy", Kind: abi.KindInstance, Hidden: 1, Final: true}
	genericAliasType     = TypeSpec{Name: "types.GenericAlias", Module: "types", Kind: abi.KindInstance, Hidden: 4}
	unionType            = TypeSpec{Name: "typing.Union", Module: "typing", Kind: abi.KindInstance, Hidden: 2, Final: true}
	simpleNamespaceType  = TypeSpec{Name: "types.SimpleNamespace", Module: "types", Kind: abi.KindInstance, HasDict: true}
	functionType         = TypeSpec{Name: "function", Kind: abi.KindFunction, Final: true, HasDict: true}
	methodType           = TypeSpec{Name: "method", Kind: abi.KindMethod, Final: true}
	codeType             = TypeSpec{Name: "code", Kind: abi.KindCode, Final: true}
	cellType             = TypeSpec{Name: "cell", Kind: abi.KindCell, Final: true}
	generatorType        = TypeSpec{Name: "generator", Kind: abi.KindGenerator, Final: true, NoNew: true}
	coroutineType        = TypeSpec{Name: "coroutine", Kind: abi.KindGenerator, Final: true, NoNew: true}
	asyncGeneratorType   = TypeSpec{Name: "async_generator", Kind: abi.KindGenerator, Final: true, NoNew: true}
	moduleType           = TypeSpec{Name: "module", Kind: abi.KindInstance, HasDict: true}
	noneType             = TypeSpec{Name: "NoneType", Final: true}
	notImplementedType   = TypeSpec{Name: "NotImplementedType", Final: true}
	ellipsisType         = TypeSpec{Name: "ellipsis", Final: true}
)
