package runtime


var dictKeysType = TypeSpec{Name: "dict_keys", Hidden: 1, Final: true, NoNew: true}
var dictValuesType = TypeSpec{Name: "dict_values", Hidden: 1, Final: true, NoNew: true}
var dictItemsType = TypeSpec{Name: "dict_items", Hidden: 1, Final: true, NoNew: true}
var builtinFuncsIter = []*NativeDef{}


