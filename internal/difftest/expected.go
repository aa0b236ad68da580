package difftest

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// LoadExpectedFailures reads a list of known failures: a line is a path, as
// [FindPrograms] names it relative to its root, and the reason after blanks.
// Empty lines and lines that start with # count for nothing. A path without a
// reason, or listed twice, is an error. A missing file is an empty list.
func LoadExpectedFailures(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list := map[string]string{}
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		line := strings.TrimSpace(scanner.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, _ := strings.Cut(line, " ")
		reason = strings.TrimSpace(reason)
		if reason == "" {
			return nil, fmt.Errorf("%s:%d: %s has no reason", path, n, name)
		}
		if _, twice := list[name]; twice {
			return nil, fmt.Errorf("%s:%d: %s is listed twice", path, n, name)
		}
		list[name] = reason
	}
	return list, scanner.Err()
}
