package ir

import (
	"strings"
	"testing"
)

// TestVerify breaks one invariant each.
func TestVerify(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Structure.
		{"b1(v1:t):\n return v1", "b1: the entry block has parameters"},
		{"b1:\n jump b1", "b1: edge to the entry block"},
		{"b1:\n v1 = Neg 1", "b1: no terminator"},
		{"b1:\n v1 = ConstI 5\n return t:None", "b1: v1:i64 = ConstI 5: constant in a block"},
		{"b1:\n jump b2, b2\nb2:\n return t:None", "b1: jump has 2 successors, not 1"},
		{"b1:\n jump true b2\nb2:\n return t:None", "b1: jump has an operand"},
		{"b1:\n branch true b2\nb2:\n return t:None", "b1: branch has 1 successors, not 2"},
		{"b1:\n branch b2, b2\nb2:\n return t:None", "b1: branch has no operand"},
		{"b1:\n branch 1 b2, b2\nb2:\n return t:None", "b1: branch has an operand that is i64, not bool"},
		{"b1:\n return", "b1: return has no operand"},
		{"b1:\n return 1", "b1: return has an operand that is i64, not t"},
		{"b1:\n return t:None b2\nb2:\n return t:None", "b1: return has 1 successors, not 0"},
		{"b1:\n exit cold", "b1: exit: State is s0"},
		{"b1:\n return t:None @s1\ns1: {}", "b1: return: State is s1"},
		{"b1:\n return cold t:None", "b1: return has a reason to exit"},
		{"b1:\n jump b2(1)\nb2:\n return t:None", "b1: edge to b2 has 1 arguments for 0 parameters"},
		{"b1:\n jump b2(1)\nb2(v1:t):\n return v1", "b1: edge to b2: argument 0 is i64, the parameter v1 is t"},
		{"b1:\n jump b2\nb2:\n jump b2", "b2: back-edge to b2, which is not marked as a loop"},
		{"b1:\n branch true b2, b3\nb2: loop\n jump b3\nb3: loop\n jump b2", "which does not dominate it"},

		// Nodes.
		{"b1:\n v1:t = Neg 1\n return v1", "the result is t, not i64"},
		{"b1:\n v1:- = Load.8 p:0+8 Field\n return t:None", "no representation"},
		{"b1:\n v1 = Neg true\n return t:None", "argument 0 is bool, not i64"},
		{"b1:\n v1 = Neg! 1, 2\n return t:None", "b1: v1:i64 = Neg! 1, 2: 2 arguments, not 1"},
		{"b1:\n v1:i64 = Select true, 1, t:None\n return t:None", "argument 2 is t, not i64"},
		{"callee 0: 1 g nargs 1\nb1:\n v1 = CallPy.0 t:None, 1 @s1 after s1\n return t:None\ns1: {}", "argument 1 is i64, not t"},
		{"callee 0: 1 g nargs 1\nb1:\n v1 = CallPy.0 t:None @s1 after s1\n return t:None\ns1: {}", "1 arguments for the function and its 1"},
		{"b1:\n v1 = CallPy.0 t:None @s1 after s1\n return t:None\ns1: {}", "no callee 0"},
		{"b1:\n v1 = CheckEq 1, 1 @s1\n v2:- = CallHelper.0 v1 @s1 after s1\n return t:None\ns1: {}", "argument 0 is no value"},
		{"b1:\n v1:f64 = Load.4 p:0+8 Field\n return t:None", "f64 in 4 bytes"},
		{"b1:\n v1:bool = Load.8 p:0+8 Field\n return t:None", "bool in 8 bytes"},
		{"b1:\n Store.2 p:0+8 Field, t:None\n return t:None", "t in 2 bytes"},
		{"b1:\n v1 = Load.8s p:0+8 Field\n return t:None", "sign extension of what is not narrow"},
		{"b1:\n v1 = Load.8 p:0+8 None\n return t:None", "no memory class"},
		{"b1:\n v1 = LoadX.8 p:0+8+1*3 Field\n return t:None", "a scale of 3"},
		{"b1:\n v1 = Load! p:0 aux=0x9000000000008,0\n return t:None", "a width of 0 bytes"},
		{"b1:\n v1 = Load! p:0 aux=0x2080800000008,0\n return t:None", "a scale without an index"},
		{"b1:\n v1 = Load! p:0 aux=0x202000800000008,0\n return t:None", "bits in Aux that Mem does not have"},
		{"b1:\n v1 = ICmp! 1, 2 aux=6,0\n return t:None", "bad immediate 0x6, 0x0"},
		{"b1:\n CheckKind t:None, 0 @s1\n return t:None\ns1: {}", "bad immediate"},
		{"b1:\n CheckShape t:None, #0 @s1\n return t:None\ns1: {}", "bad immediate"},
		{"b1:\n v1 = Alloc 0x5, 12 @s1\n return t:None\ns1: {}", "bad immediate"},
		{"b1:\n v1 = LoadReg 4\n return v1", "bad immediate"},
		{"func f ext 8\nb1:\n v1 = LoadReg 8\n return v1", "bad immediate"},
		{"b1:\n v1 = Not b:2\n return t:None", "bad immediate"},
		{"b1:\n v1 = AddOv 1, 2\n return t:None", "no State"},
		{"b1:\n v1 = Add 1, 2 @s1\n return t:None\ns1: {}", "a State, which the operation does not need"},
		{"b1:\n v1 = BoxInt 1\n return v1", "no State"},
		{"b1:\n v1:t = CallHelper.0 @s1\n return v1\ns1: {}", "no After"},
		{"b1:\n v1 = AddOv 1, 2 @s1 after s1\n return t:None\ns1: {}", "After, and no call"},
		{"b1:\n jump b2\nb2:\n v1 = FrameFunc\n return v1", "not in the entry block"},
		{"b1:\n v2 = Neg v1\n v1 = Neg 1\n return t:None", "b1: v2:i64 = Neg v1: argument v1 is used before it is computed"},
		{"b1:\n v1 = Neg v1\n return t:None", "argument v1 is used before it is computed"},
		{"b1:\n branch true b2, b3\nb2:\n v1 = Neg 1\n jump b3\nb3:\n v2 = Neg v1\n return t:None", "argument v1 of b2 does not dominate its use"},
		{"b1:\n jump b3\nb2:\n v1 = Neg 1\n jump b3\nb3:\n v2 = Neg v1\n return t:None", "argument v1 of b2 does not dominate its use"},
		{"b1:\n branch true b2, b3\nb2:\n v1 = LoadReg! aux=0,0\n return v1\nb3:\n return v1", "b3: operand of the terminator v1 of b2 does not dominate"},
		{"b1:\n branch true b2, b3(1)\nb2:\n v1 = Neg 1\n jump b3(1)\nb3(v2:i64): loop\n branch true b3(v1), b4\nb4:\n return t:None", "b3: argument of an edge v1 of b2 does not dominate"},
		{"b1:\n v1 [2..1] = Neg 1\n return t:None", "empty range"},
		{"b1:\n v1 {float} = Neg 1\n return t:None", "type {{float}} of a i64"},
		{"b1:\n v1:f64 {} [1..2] = FNeg 1f\n return t:None", "a range of what is no int"},
		{"b1:\n v1:t {none} [1..2] = LoadReg 8\n return t:None", "a range of what is no int"},
		{"b1:\n v1 #4 = Neg 1\n return t:None", "a shape of a i64"},
		{"const 5: [1..2]\nb1:\n v1 = Neg 5\n return t:None", "the constant is out of its range"},
		{"const t:int 5: [1..2]\nb1:\n return t:int 5", "the constant is out of its range"},

		// States.
		{"b1:\n v1 = AddOv 1, 2 @s1\n return t:None\ns1: {r0=v1}", "value of a state v1 is used before it is computed"},
		{"b1:\n v1:- = CallHelper.0 @s1 after s1\n return t:None\ns1: {r0=v1}", "a register is v1, which is - and no value"},
		{"b1:\n v1:t = CallHelper.0 @s1 after s1\n return t:None\ns1: {r0=v1}", "value of a state v1 is used before it is computed"},
		{"b1:\n v1:ptr = UntagPtr t:ptr 8\n exit @s1\ns1: {r0=v1}", "a register is v1, which is ptr and no value"},
		{"b1:\n v1 = CheckEq 1, 1 @s2\n exit @s1\ns1: {r0=v1}\ns2: {}", "a register is v1, which is - and no value"},
		{"code 0: 1 f\nb1:\n exit @s1\ns1: code 1 {}", "s1: no code 1"},
		{"b1:\n exit @s1\ns1: pc -1 {}", "s1: PC -1, Base 0"},
		{"b1:\n exit @s1\ns1: base 8 {}", "s1: Base, Fn or Cont in the outermost frame"},
		{"b1:\n exit @s1\ns1: fn t:None {}", "s1: Base, Fn or Cont in the outermost frame"},
		{"b1:\n exit @s1\ns1: cont instr {}", "s1: Base, Fn or Cont in the outermost frame"},
		{"b1:\n exit @s1\ns1: base 8 {} parent s2\ns2: {}", "s1: Fn is missing"},
		{"b1:\n exit @s1\ns1: fn t:None {} parent s2\ns2: {}", "s1: Base is not above that of the parent s2"},
		{"b1:\n exit @s1\ns1: fn t:None base 8 {} parent s2\ns2: fn t:None base 16 {} parent s1", "form a circle"},
		{"b1:\n exit @s1\ns1: fn 5 base 8 {} parent s2\ns2: {}", "s1: Fn is i64, not t"},
		{"b1:\n exit @s1\ns1: fn t:None base 8 cont object {} parent s2\ns2: {}", "s1: Cont is missing"},
		{"b1:\n v1 = B2I true\n exit @s1\ns1: fn t:None base 8 cont instr v1 {} parent s2\ns2: {}", "s1: Cont with a value"},
		{"b1:\n exit @s1\ns1: {r4=1}", "s1: register 4"},
		{"func f ext 8\nb1:\n exit @s1\ns1: {r8=1}", "s1: register 8"},
		{"b1:\n exit @s1\ns1: {r8=1 r8=2}", "s1: register 8 is listed twice"},
		{"b1:\n exit @s1\ns1: {r8=virt1}", "s1: virt1 is not among the virtual objects of s1"},
		{"b1:\n exit @s1\ns1: base 8 fn t:None {} parent s2\ns2: {r8=virt1}\n virt1 = new 0x5 size 16 {}", "s2: virt1 is not among the virtual objects of s1"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {}\n virt1 = new 0x5 size 16 {}", "virt1 is listed twice"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x0 size 16 {}", "virt1 has header 0x0 and size 16"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 12 {}", "virt1 has header 0x5 and size 12"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {+16=1}", "virt1 has a field at 16"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {+0=1}", "virt1 has a field at 0"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {+8=1 +8=2}", "virt1 has two fields at 8"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {+8=raw true}", "virt1 has a raw or computed field that is no i64"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {+8=raw 1 minus true}", "virt1 has a raw or computed field that is no i64"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {+8=t:None add 1}", "virt1 has a raw or computed field that is no i64"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = new 0x5 size 16 {+8=1 div -1}", "virt1 has a field divided by -1"},
		{"b1:\n v1 = AddOv 1, 2 @s1\n return t:None\ns1: {}\n virt1 = new 0x5 size 16 {+8=1 minus v1}", "value of a state v1 is used before it is computed"},
		{"b1:\n exit @s1\ns1: {}\n virt1 = in 5 {}", "s1: Existing is i64, not t"},
	} {
		f := mustParse(t, c.text)
		err := f.Verify()
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\nerror: %v\nwant:  %s", c.text, err, c.want)
		}
	}
}

// TestVerifyGraph breaks what the text form cannot say.
func TestVerifyGraph(t *testing.T) {
	for want, change := range map[string]func(f *Func){
		"the entry block b77 does not exist":         func(f *Func) { f.Entry = 77 },
		"is also in b2":                              func(f *Func) { f.Blocks[3].Nodes = append(f.Blocks[3].Nodes, f.Blocks[2].Params[0]) },
		"Node.Block is b1":                           func(f *Func) { f.Nodes[6].Block = 1 },
		"Param among the nodes":                      func(f *Func) { b := &f.Blocks[2]; b.Nodes, b.Params = append(b.Nodes, b.Params[1]), b.Params[:1] },
		"a parameter that is no Param":               func(f *Func) { f.Nodes[3].Op = OpLoadReg },
		"lists v99, which does not exist":            func(f *Func) { f.Blocks[3].Nodes = append(f.Blocks[3].Nodes, 99) },
		"no such operation":                          func(f *Func) { f.Nodes[6].Op = NumOps },
		"edge to b99, which does not exist":          func(f *Func) { f.Blocks[1].Succs[0].To = 99 },
		"argument v99 does not exist":                func(f *Func) { f.Nodes[6].Args[0] = 99 },
		"argument v0 does not exist":                 func(f *Func) { f.Nodes[6].Args[0] = 0 },
		"State: s99 does not exist":                  func(f *Func) { f.Nodes[6].State = 99 },
		"parent of s1: s99 does not exist":           func(f *Func) { f.States[1].Parent = 99 },
		"s1 refers to v99, which does not exist":     func(f *Func) { f.States[1].Regs[0].Val = 99 },
		"s1: a register is missing":                  func(f *Func) { f.States[1].Regs[0].Val = 0 },
		"Preds are [1], the edges come from [1 3]":   func(f *Func) { f.Blocks[2].Preds = []BlockID{1} },
		"argument v6 is in no block":                 func(f *Func) { f.Blocks[3].Nodes = f.Blocks[3].Nodes[1:]; f.Nodes[7].Args[0] = 6 },
		"b3: argument of an edge v6 is in no block":  func(f *Func) { f.Blocks[3].Nodes = f.Blocks[3].Nodes[1:] },
		"no such representation":                     func(f *Func) { f.Nodes[4].Rep = 17 },
		"argument of the edge to b2 v-1 does not ex": func(f *Func) { f.Blocks[3].Succs[0].Args[0] = -1 },
	} {
		f := verified(t, corpus(t)["loop.ir"])
		change(f)
		before := f.String()
		err := f.Verify()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error: %v\nwant:  %s", err, want)
		}
		if f.String() != before {
			t.Error("changed by Verify")
		}
	}
	f := verified(t, corpus(t)["loop.ir"])
	for i := range f.Blocks {
		f.Blocks[i].Preds = nil
	}
	if err := f.Verify(); err != nil {
		t.Error("without Preds:", err)
	}
}

// TestVerifyHelpers: the result of a helper is that of its entry.
func TestVerifyHelpers(t *testing.T) {
	defer func(h []HelperInfo) { Helpers = h }(Helpers)
	Helpers = []HelperInfo{{Name: "len", Result: I64}}
	for text, want := range map[string]string{
		"v1 = CallHelper.0 t:None":        "",
		"v1:t = CallHelper.0 t:None":      "the result is t, the helper's is i64",
		"v1:i64 = CallHelper.1 t:None":    "bad immediate 0x1",
		"v1 = CallHelper.0 t:None, 5, 2f": "",
	} {
		f := mustParse(t, "b1:\n "+text+" @s1 after s2\n return t:None\ns1: {}\ns2: {r0=v1}")
		err := f.Verify()
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
		if want == "" && !strings.Contains(f.String(), "; len\n") {
			t.Error(f)
		}
	}
}
