package ast

// MatchValue is a pattern that compares with a value.
type MatchValue struct {
	Range
	Value Expr
}

// MatchSingleton is the pattern None, True or False: Value is nil or a bool.
type MatchSingleton struct {
	Range
	Value any
}

// MatchSequence is a sequence pattern.
type MatchSequence struct {
	Range
	Patterns []Pattern
}

// MatchMapping is a mapping pattern; Rest is the name after "**" or "".
type MatchMapping struct {
	Range
	Keys     []Expr
	Patterns []Pattern
	Rest     string
}

// MatchClass is a class pattern.
type MatchClass struct {
	Range
	Cls         Expr
	Patterns    []Pattern
	KwdAttrs    []string
	KwdPatterns []Pattern
}

// MatchStar is "*name" in a sequence pattern; Name is "" for "*_".
type MatchStar struct {
	Range
	Name string
}

// MatchAs is "pattern as name", a capture (Pattern nil), or the wildcard "_"
// (Pattern nil and Name empty).
type MatchAs struct {
	Range
	Pattern Pattern // or nil
	Name    string
}

// MatchOr is "a | b | c".
type MatchOr struct {
	Range
	Patterns []Pattern
}
