package difftest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// cacheFormat is part of every key: raise it when the oracle's flags, its
// environment or the normalisation change.
const cacheFormat = 2

// Expected returns what CPython does with the program. The answer comes from
// the disk if CPython has been asked before.
func (p *Program) Expected(opts Options) (Result, error) {
	files, err := p.files()
	if err != nil {
		return Result{}, err
	}
	path, err := cachePath(p.cacheKey(files, opts))
	if err != nil {
		return Result{}, err
	}
	var res Result
	if data, err := os.ReadFile(path); err == nil && json.Unmarshal(data, &res) == nil {
		return res, nil
	}
	oracle, err := Oracle()
	if err != nil {
		return Result{}, err
	}
	opts.Flags = nil // they are gopython's
	res, err = p.Run(oracle, opts)
	if err != nil {
		return res, err
	}
	if res.TimedOut || res.Truncated {
		return res, fmt.Errorf("%s: CPython itself did not finish in bounds", p.Path)
	}
	return res, writeAtomic(path, res)
}

// cacheKey hashes everything that the oracle's answer depends on.
func (p *Program) cacheKey(files []file, opts Options) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s %s/%s %q %q %q %q\n", cacheFormat, OracleVersion,
		runtime.GOOS, runtime.GOARCH, p.Script, p.Args, opts.Env, opts.Stdin)
	for _, f := range files {
		fmt.Fprintf(h, "%q %d\n", filepath.ToSlash(f.name), len(f.data))
		h.Write(f.data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func cachePath(key string) (string, error) {
	dir, err := CacheDir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "difftest", key[:2])
	return filepath.Join(dir, key[2:]+".json"), os.MkdirAll(dir, 0o755)
}

// writeAtomic writes v as JSON. Other processes may write the same file.
func writeAtomic(path string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "tmp-")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
