package runtime

var builtinFuncsNumbers = []*NativeDef{}
