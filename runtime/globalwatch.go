package runtime

import (
	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// Compiled code takes a global name that does not change for a constant. The
// dict is then marked (abi.DictGuarded): whoever stores into it says so, and
// when the name gets another value, or another key comes or goes, the compiler
// is told (NativeCode.FlushGlobal).

// globalWatch is what compiled code relies on in one dict.
type globalWatch struct {
	values  map[Value]Value    // name -> value, Unbound: is not there
	varying map[Value]struct{} // names that changed once: never constant again
}

// WatchGlobal has the compiler told when name gets another value in dict d than
// it has now. ok is false for a name that is known to vary.
func (iso *Isolate) WatchGlobal(d, name Value) (v Value, ok bool) {
	w := iso.watches[d]
	if w == nil {
		w = &globalWatch{values: map[Value]Value{}, varying: map[Value]struct{}{}}
		if iso.watches == nil {
			iso.watches = map[Value]*globalWatch{}
			iso.AddRoots(iso.markWatches)
		}
		iso.watches[d] = w
		abi.Obj[abi.Dict](d).Aux |= abi.DictGuarded
		iso.WatchDict(d)
	}
	if _, varies := w.varying[name]; varies {
		return Unbound, false
	}
	v = iso.DictGetStr(d, name)
	w.values[name] = v
	return v, true
}

func (iso *Isolate) markWatches(m *gc.Marker) {
	for d, w := range iso.watches {
		m.Value(d)
		for name, v := range w.values {
			m.Value(name)
			m.Value(v)
		}
		for name := range w.varying {
			m.Value(name)
		}
	}
}

// globalSet tells that the value of a key of a guarded dict is now v.
func (iso *Isolate) globalSet(d, name, v Value) {
	w := iso.watches[d]
	if w == nil {
		return
	}
	if old, ok := w.values[name]; ok && old != v {
		delete(w.values, name)
		w.varying[name] = struct{}{}
		if iso.Native != nil {
			iso.Native.FlushGlobal(d, name)
		}
	}
}

// globalKeys tells that keys of a guarded dict came or went.
func (iso *Isolate) globalKeys(d Value) {
	w := iso.watches[d]
	if w == nil {
		return
	}
	for name := range w.values {
		iso.globalSet(d, name, iso.DictGetStr(d, name))
	}
}
