package codemem

import (
	"errors"
	"runtime"
	"sync"
	"testing"
	"unsafe"
)

// each runs the test with every kind of memory there is here.
func each(t *testing.T, f func(t *testing.T)) {
	if a, err := New(1); errors.Is(err, ErrUnsupported) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	} else if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []string{"", "pages"} {
		t.Run("mode="+mode, func(t *testing.T) {
			t.Setenv("GOPYTHON_CODEMEM", mode)
			f(t)
		})
	}
}

func newArena(t *testing.T, size int) *Arena {
	t.Helper()
	a, err := New(size)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// at reads executable memory.
func at(addr uintptr, n int) string {
	return string(unsafe.Slice(*(**byte)(unsafe.Pointer(&addr)), n))
}

func TestPublish(t *testing.T) {
	each(t, func(t *testing.T) {
		a := newArena(t, 1<<20)
		if a.Size() != 1<<20 || a.Used() != 0 {
			t.Errorf("size %d, used %d", a.Size(), a.Used())
		}
		type piece struct {
			addr uintptr
			code string
		}
		var pieces []piece
		for i := range 40 {
			code := make([]byte, 1+i*i*7)
			for j := range code {
				code[j] = byte(i + j)
			}
			align := 1 << (i % 13)
			used := a.Used()
			addr, err := a.Publish(code, align)
			if err != nil {
				t.Fatal(err)
			}
			if addr%uintptr(align) != 0 || !a.Contains(addr) || !a.Contains(addr+uintptr(len(code))-1) || a.Used() < used+len(code) {
				t.Errorf("piece %d, align %d: at %#x, used %d, then %d", i, align, addr, used, a.Used())
			}
			pieces = append(pieces, piece{addr, string(code)})
		}
		for i, p := range pieces {
			if got := at(p.addr, len(p.code)); got != p.code {
				t.Errorf("piece %d was changed", i)
			}
		}
	})
}

func TestPublishNothing(t *testing.T) {
	each(t, func(t *testing.T) {
		a := newArena(t, 4096)
		if addr, err := a.Publish(nil, 1); err != nil || addr == 0 || a.Used() != 0 {
			t.Errorf("address %#x, error %v", addr, err)
		}
	})
}

func TestExhaustion(t *testing.T) {
	each(t, func(t *testing.T) {
		a := newArena(t, 16<<10)
		n := 0
		for {
			_, err := a.Publish(make([]byte, 3000), 64)
			if err != nil {
				if !errors.Is(err, ErrFull) {
					t.Errorf("got %v", err)
				}
				break
			}
			n++
		}
		if n < 4 || n > 5 {
			t.Errorf("%d times 3000 bytes", n)
		}
		if _, err := a.Publish(make([]byte, 1<<30), 1); !errors.Is(err, ErrFull) {
			t.Errorf("got %v", err)
		}
		b := newArena(t, 4096)
		if _, err := b.Publish(make([]byte, 4096), 4096); err != nil {
			t.Errorf("a full page: %v", err)
		}
		if _, err := b.Publish(make([]byte, 1), 1); !errors.Is(err, ErrFull) {
			t.Errorf("got %v", err)
		}
	})
}

func TestWrongArguments(t *testing.T) {
	for _, size := range []int{0, -1, MaxSize + 1} {
		if _, err := New(size); err == nil {
			t.Errorf("size %d: no error", size)
		}
	}
	each(t, func(t *testing.T) {
		a := newArena(t, 4096)
		for _, align := range []int{0, -1, 3, 8192} {
			if _, err := a.Publish([]byte{1}, align); err == nil {
				t.Errorf("alignment %d: no error", align)
			}
		}
	})
}

func TestClosed(t *testing.T) {
	each(t, func(t *testing.T) {
		a := newArena(t, 4096)
		addr, err := a.Publish([]byte{1}, 1)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		}
		if _, err := a.Publish([]byte{1}, 1); !errors.Is(err, ErrClosed) {
			t.Errorf("got %v", err)
		}
		if a.Size() != 0 || a.Contains(addr) {
			t.Error("still there")
		}
	})
}

func TestDenied(t *testing.T) {
	t.Setenv("GOPYTHON_CODEMEM", "deny")
	if _, err := New(4096); !errors.Is(err, ErrDenied) {
		t.Errorf("got %v", err)
	}
}

func TestConcurrentPublication(t *testing.T) {
	each(t, func(t *testing.T) {
		a := newArena(t, 4<<20)
		var wg sync.WaitGroup
		for g := range 8 {
			wg.Go(func() {
				for i := range 50 {
					code := string(make([]byte, 10+i)) + string(rune('a'+g))
					addr, err := a.Publish([]byte(code), 16)
					if err != nil || at(addr, len(code)) != code {
						t.Errorf("goroutine %d: %v", g, err)
						return
					}
					runtime.Gosched()
				}
			})
		}
		wg.Wait()
	})
}

func BenchmarkPublish(b *testing.B) {
	for _, mode := range []string{"", "pages"} {
		b.Run("mode="+mode, func(b *testing.B) {
			b.Setenv("GOPYTHON_CODEMEM", mode)
			var a *Arena
			code := make([]byte, 4096)
			for b.Loop() {
				if a == nil || a.Size()-a.Used() < 8192 {
					b.StopTimer()
					if a != nil {
						a.Close()
					}
					var err error
					if a, err = New(16 << 20); err != nil {
						b.Skip(err)
					}
					b.StartTimer()
				}
				if _, err := a.Publish(code, 64); err != nil {
					b.Fatal(err)
				}
			}
			a.Close()
		})
	}
}

// TestFree publishes again what was given back, and nothing that was not.
func TestFree(t *testing.T) {
	each(t, func(t *testing.T) {
		a := newArena(t, 1<<20)
		code := make([]byte, 1000)
		var addrs []uintptr
		for i := range 8 {
			code[0] = byte(i)
			p, err := a.Publish(code, 64)
			if err != nil {
				t.Fatal(err)
			}
			addrs = append(addrs, p)
		}
		used := a.Used()
		for _, i := range []int{2, 4, 3, 6} {
			a.Free(addrs[i], len(code))
		}
		for i := range 30 {
			code[0] = 100
			p, err := a.Publish(code[:200+i*70%800], 128)
			if err != nil {
				t.Fatal(err)
			}
			if p%128 != 0 {
				t.Errorf("%#x is not aligned", p)
			}
			a.Free(p, 200+i*70%800)
		}
		if a.Used() > used+4096 {
			t.Errorf("%d bytes used, %d before", a.Used(), used)
		}
		for _, i := range []int{0, 1, 5, 7} {
			if got := at(addrs[i], 1)[0]; got != byte(i) {
				t.Errorf("publication %d was overwritten: %d", i, got)
			}
		}
	})
}
