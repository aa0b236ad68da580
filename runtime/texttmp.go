package runtime

import "github.com/go-python/gopython/internal/abi"

var strType = TypeSpec{Name: "str", Kind: abi.KindStr}
var bytesType = TypeSpec{Name: "bytes", Kind: abi.KindBytes}
var byteArrayType = TypeSpec{Name: "bytearray", Kind: abi.KindByteArray}
var memoryViewType = TypeSpec{Name: "memoryview", Hidden: memFields, Final: true}
var builtinFuncsText = []*NativeDef{}

const memFields = 10

func (t *Thread) StrConcat(a, b Value) Value      { panic("not yet") }
func (t *Thread) Format(v, spec Value) Value      { panic("not yet") }
func (t *Thread) StrJoin(parts []Value) Value     { panic("not yet") }
func (t *Thread) StrGetItem(v, key Value) Value   { panic("not yet") }
func (t *Thread) StrSlice(v Value, lo, hi int) Value { panic("not yet") }
