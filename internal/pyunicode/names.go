package pyunicode

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/runenames"
)

// Parts of the names of Hangul syllables.
var (
	hangulLeads  = [19]string{"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"}
	hangulVowels = [21]string{"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"}
	hangulTails  = [28]string{"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"}
)

// Name returns the Unicode name of a character, "" when it has none.
func Name(r rune) string {
	n := runenames.Name(r)
	switch {
	case strings.HasPrefix(n, "<CJK Ideograph"):
		return fmt.Sprintf("CJK UNIFIED IDEOGRAPH-%X", r)
	case strings.HasPrefix(n, "<Tangut Ideograph"):
		return fmt.Sprintf("TANGUT IDEOGRAPH-%X", r)
	case strings.HasPrefix(n, "<Hangul Syllable"):
		i := r - 0xac00
		return "HANGUL SYLLABLE " + hangulLeads[i/588] + hangulVowels[i%588/28] + hangulTails[i%28]
	case strings.HasPrefix(n, "<"):
		return ""
	}
	return n
}
