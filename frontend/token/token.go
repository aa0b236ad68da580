// Package token declares the lexical tokens of Python 3.14.
//
// It imports nothing, and knows nothing about how tokens are found or used.
package token

// Kind is the kind of a token. Every operator and every hard keyword is a
// kind of its own; soft keywords (match, case, type, _) are Name.
type Kind uint8

// The token kinds.
const (
	EOF Kind = iota
	Error
	Newline
	Indent
	Dedent
	Name
	Number
	String
	FStringStart
	FStringMiddle
	FStringEnd
	TStringStart
	TStringMiddle
	TStringEnd

	// Unknown is a character that no rule uses, such as '$' or '?'.
	Unknown

	LParen
	RParen
	LBracket
	RBracket
	LBrace
	RBrace
	Colon
	Comma
	Semi
	Plus
	Minus
	Star
	Slash
	VBar
	Amper
	Less
	Greater
	Equal
	Dot
	Percent
	EqEqual
	NotEqual
	LtGt // <>, only there to be rejected
	LessEqual
	GreaterEqual
	Tilde
	Caret
	LeftShift
	RightShift
	DoubleStar
	PlusEqual
	MinusEqual
	StarEqual
	SlashEqual
	PercentEqual
	AmperEqual
	VBarEqual
	CaretEqual
	LeftShiftEqual
	RightShiftEqual
	DoubleStarEqual
	DoubleSlash
	DoubleSlashEqual
	At
	AtEqual
	Arrow
	Ellipsis
	ColonEqual
	Exclamation

	KwFalse
	KwNone
	KwTrue
	KwAnd
	KwAs
	KwAssert
	KwAsync
	KwAwait
	KwBreak
	KwClass
	KwContinue
	KwDef
	KwDel
	KwElif
	KwElse
	KwExcept
	KwFinally
	KwFor
	KwFrom
	KwGlobal
	KwIf
	KwImport
	KwIn
	KwIs
	KwLambda
	KwNonlocal
	KwNot
	KwOr
	KwPass
	KwRaise
	KwReturn
	KwTry
	KwWhile
	KwWith
	KwYield

	numKinds
)

const firstKeyword = KwFalse

// Token is one token with its place in the source. Line counts from 1; Col
// and EndCol are byte offsets in their lines, Start and End in the source.
type Token struct {
	Kind Kind
	// Level is the number of brackets open after the token.
	Level           uint8
	Line, Col       int32
	EndLine, EndCol int32
	Start, End      int32
}

var names = [numKinds]string{
	EOF: "end of file", Error: "error", Newline: "newline", Indent: "indent", Dedent: "dedent",
	Name: "name", Number: "number", String: "string",
	FStringStart: "f-string start", FStringMiddle: "f-string text", FStringEnd: "f-string end",
	TStringStart: "t-string start", TStringMiddle: "t-string text", TStringEnd: "t-string end",
	Unknown: "unknown character",
	LParen:  "(", RParen: ")", LBracket: "[", RBracket: "]", LBrace: "{", RBrace: "}",
	Colon: ":", Comma: ",", Semi: ";", Plus: "+", Minus: "-", Star: "*", Slash: "/", VBar: "|",
	Amper: "&", Less: "<", Greater: ">", Equal: "=", Dot: ".", Percent: "%", EqEqual: "==",
	NotEqual: "!=", LtGt: "<>", LessEqual: "<=", GreaterEqual: ">=", Tilde: "~", Caret: "^",
	LeftShift: "<<", RightShift: ">>", DoubleStar: "**", PlusEqual: "+=", MinusEqual: "-=",
	StarEqual: "*=", SlashEqual: "/=", PercentEqual: "%=", AmperEqual: "&=", VBarEqual: "|=",
	CaretEqual: "^=", LeftShiftEqual: "<<=", RightShiftEqual: ">>=", DoubleStarEqual: "**=",
	DoubleSlash: "//", DoubleSlashEqual: "//=", At: "@", AtEqual: "@=", Arrow: "->",
	Ellipsis: "...", ColonEqual: ":=", Exclamation: "!",
	KwFalse: "False", KwNone: "None", KwTrue: "True", KwAnd: "and", KwAs: "as", KwAssert: "assert",
	KwAsync: "async", KwAwait: "await", KwBreak: "break", KwClass: "class", KwContinue: "continue",
	KwDef: "def", KwDel: "del", KwElif: "elif", KwElse: "else", KwExcept: "except",
	KwFinally: "finally", KwFor: "for", KwFrom: "from", KwGlobal: "global", KwIf: "if",
	KwImport: "import", KwIn: "in", KwIs: "is", KwLambda: "lambda", KwNonlocal: "nonlocal",
	KwNot: "not", KwOr: "or", KwPass: "pass", KwRaise: "raise", KwReturn: "return", KwTry: "try",
	KwWhile: "while", KwWith: "with", KwYield: "yield",
}

// String returns the spelling of an operator or keyword, or a description.
func (k Kind) String() string { return names[k] }

// IsKeyword reports whether k is a hard keyword.
func (k Kind) IsKeyword() bool { return k >= firstKeyword }

// Lookup returns the keyword that ident spells, or Name.
func Lookup(ident []byte) Kind {
	if len(ident) < 2 || len(ident) > 8 {
		return Name
	}
	// A switch: a table would have to be made whenever the program starts.
	switch string(ident) {
	case "False":
		return KwFalse
	case "None":
		return KwNone
	case "True":
		return KwTrue
	case "and":
		return KwAnd
	case "as":
		return KwAs
	case "assert":
		return KwAssert
	case "async":
		return KwAsync
	case "await":
		return KwAwait
	case "break":
		return KwBreak
	case "class":
		return KwClass
	case "continue":
		return KwContinue
	case "def":
		return KwDef
	case "del":
		return KwDel
	case "elif":
		return KwElif
	case "else":
		return KwElse
	case "except":
		return KwExcept
	case "finally":
		return KwFinally
	case "for":
		return KwFor
	case "from":
		return KwFrom
	case "global":
		return KwGlobal
	case "if":
		return KwIf
	case "import":
		return KwImport
	case "in":
		return KwIn
	case "is":
		return KwIs
	case "lambda":
		return KwLambda
	case "nonlocal":
		return KwNonlocal
	case "not":
		return KwNot
	case "or":
		return KwOr
	case "pass":
		return KwPass
	case "raise":
		return KwRaise
	case "return":
		return KwReturn
	case "try":
		return KwTry
	case "while":
		return KwWhile
	case "with":
		return KwWith
	case "yield":
		return KwYield
	}
	return Name
}

// Keywords returns the spellings of all hard keywords, sorted.
func Keywords() []string {
	return names[firstKeyword:numKinds]
}
