package runtime

import "github.com/go-python/gopython/internal/abi"

var (
	objectType           = TypeSpec{Name: "object", Kind: abi.KindInstance, Slots: Slots{GetAttr: GenericGetAttr, SetAttr: GenericSetAttr}}
	typeType             = TypeSpec{Name: "type", Kind: abi.KindType}
	builtinType          = TypeSpec{Name: "builtin_function_or_method", Kind: abi.KindNative, Final: true, NoNew: true}
	methodDescrType      = TypeSpec{Name: "method_descriptor", Kind: abi.KindNative, Final: true, NoNew: true}
	wrapperDescrType     = TypeSpec{Name: "wrapper_descriptor", Kind: abi.KindNative, Final: true, NoNew: true}
	methodWrapperType    = TypeSpec{Name: "method-wrapper", Kind: abi.KindNative, Final: true, NoNew: true}
	classMethodDescrType = TypeSpec{Name: "classmethod_descriptor", Kind: abi.KindNative, Final: true, NoNew: true}
	getSetType           = TypeSpec{Name: "getset_descriptor", Kind: abi.KindNative, Final: true, NoNew: true}
	memberType           = TypeSpec{Name: "member_descriptor", Kind: abi.KindInstance, Hidden: 4, Final: true, NoNew: true}
	propertyType         = TypeSpec{Name: "property", Kind: abi.KindInstance, Hidden: 5}
	classMethodType      = TypeSpec{Name: "classmethod", Kind: abi.KindInstance, Hidden: 1, HasDict: true}
	staticMethodType     = TypeSpec{Name: "staticmethod", Kind: abi.KindInstance, Hidden: 1, HasDict: true}
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
