package timemod

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/runtime"
)

var (
	days   = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

// fields is a checked time tuple: month from 0, weekday 0 is Monday, day of
// the year from 0.
type fields struct {
	year, mon, day, hour, min, sec, wday, yday int
	zone                                       string
	offset                                     int
	isUTC                                      bool
}

func fieldsOf(at time.Time) fields {
	zone, offset := at.Zone()
	return fields{at.Year(), int(at.Month()) - 1, at.Day(), at.Hour(), at.Minute(), at.Second(),
		(int(at.Weekday()) + 6) % 7, at.YearDay() - 1, zone, offset, at.Location() == time.UTC}
}

// checked reads a time argument of strftime and asctime: 0 counts as 1 for
// month, day and day of the year.
func checked(t *runtime.Thread, v value, who string) (f fields, ok bool) {
	if v == runtime.Unbound || v == runtime.None {
		return fieldsOf(time.Now()), true
	}
	raw, ok := tuple(t, v, who)
	if !ok {
		return f, false
	}
	f = fields{year: raw[0], mon: max(raw[1]-1, -1), day: raw[2], hour: raw[3], min: raw[4], sec: raw[5],
		wday: raw[6], yday: raw[7] - 1}
	if raw[1] == 0 {
		f.mon = 0
	}
	if raw[2] == 0 {
		f.day = 1
	}
	if raw[7] == 0 {
		f.yday = 0
	}
	for _, c := range []struct {
		n, top int
		what   string
	}{{f.mon, 11, "month"}, {f.day - 1, 30, "day of month"}, {f.hour, 23, "hour"}, {f.min, 59, "minute"}, {f.sec, 61, "seconds"}} {
		if c.n < 0 || c.n > c.top {
			t.Raise(t.Exc.ValueError, "%s out of range", c.what)
			return f, false
		}
	}
	if f.wday < -1 {
		t.Raise(t.Exc.ValueError, "day of week out of range")
		return f, false
	}
	f.wday = (f.wday + 7) % 7
	if f.yday < 0 || f.yday > 365 {
		t.Raise(t.Exc.ValueError, "day of year out of range")
		return f, false
	}
	winter, summer := zones()
	f.zone, f.offset = winter.name, winter.offset
	if raw[8] > 0 {
		f.zone, f.offset = summer.name, summer.offset
	}
	if z, ok := t.Resource(v).(zoneInfo); ok {
		f.zone, f.offset, f.isUTC = z.name, z.offset, z.name == "GMT"
	}
	return f, true
}

func (c *clock) asctime(t *runtime.Thread, a []value) value {
	f, ok := checked(t, a[0], "asctime")
	if !ok {
		return runtime.Raised
	}
	return t.NewStr(f.ascii())
}

func ascii(at time.Time) string { return fieldsOf(at).ascii() }

func (f fields) ascii() string {
	return fmt.Sprintf("%s %s %2d %02d:%02d:%02d %d", days[f.wday][:3], months[f.mon][:3], f.day, f.hour, f.min, f.sec, f.year)
}

func (c *clock) strftime(t *runtime.Thread, a []value) value {
	if !a[0].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "strftime() argument 1 must be str, not %s", t.TypeName(a[0]))
	}
	f, ok := checked(t, a[1], "strftime")
	if !ok {
		return runtime.Raised
	}
	return t.NewStr(f.format(t.GoString(a[0])))
}

// format replaces the directives of strftime; unknown ones stay.
func (f fields) format(layout string) string {
	var b strings.Builder
	for i := 0; i < len(layout); i++ {
		c := layout[i]
		if c != '%' || i+1 == len(layout) {
			b.WriteByte(c)
			continue
		}
		i++
		start := i
		pad := true
		for i+1 < len(layout) && strings.IndexByte("-EO", layout[i]) >= 0 {
			pad = pad && layout[i] != '-'
			i++
		}
		s, known := f.directive(layout[i])
		switch {
		case !known:
			b.WriteString("%" + layout[start:i+1])
			continue
		case !pad:
			if t := strings.TrimLeft(s, "0 "); t != "" {
				s = t
			} else {
				s = "0"
			}
		}
		b.WriteString(s)
	}
	return b.String()
}

func two(n int) string { return fmt.Sprintf("%02d", n) }

func (f fields) directive(c byte) (string, bool) {
	hour12 := (f.hour+11)%12 + 1
	half := "AM"
	if f.hour >= 12 {
		half = "PM"
	}
	switch c {
	case 'a':
		return days[f.wday][:3], true
	case 'A':
		return days[f.wday], true
	case 'b', 'h':
		return months[f.mon][:3], true
	case 'B':
		return months[f.mon], true
	case 'c':
		return f.format("%a %b %e %H:%M:%S %Y"), true
	case 'C':
		return two(f.year / 100), true
	case 'd':
		return two(f.day), true
	case 'D', 'x':
		return f.format("%m/%d/%y"), true
	case 'e':
		return fmt.Sprintf("%2d", f.day), true
	case 'F':
		return f.format("%Y-%m-%d"), true
	case 'G':
		year, _ := f.isoWeek()
		return fmt.Sprint(year), true
	case 'g':
		year, _ := f.isoWeek()
		return two(year % 100), true
	case 'H':
		return two(f.hour), true
	case 'I':
		return two(hour12), true
	case 'j':
		return fmt.Sprintf("%03d", f.yday+1), true
	case 'k':
		return fmt.Sprintf("%2d", f.hour), true
	case 'l':
		return fmt.Sprintf("%2d", hour12), true
	case 'm':
		return two(f.mon + 1), true
	case 'M':
		return two(f.min), true
	case 'n':
		return "\n", true
	case 'p':
		return half, true
	case 'P':
		return strings.ToLower(half), true
	case 'r':
		return f.format("%I:%M:%S %p"), true
	case 'R':
		return f.format("%H:%M"), true
	case 's':
		at := time.Date(f.year, time.Month(f.mon+1), f.day, f.hour, f.min, f.sec, 0, time.Local)
		return fmt.Sprint(at.Unix()), true
	case 'S':
		return two(f.sec), true
	case 't':
		return "\t", true
	case 'T', 'X':
		return f.format("%H:%M:%S"), true
	case 'u':
		return fmt.Sprint(f.wday + 1), true
	case 'U':
		return two((f.yday + 7 - (f.wday+1)%7) / 7), true
	case 'V':
		_, week := f.isoWeek()
		return two(week), true
	case 'w':
		return fmt.Sprint((f.wday + 1) % 7), true
	case 'W':
		return two((f.yday + 7 - f.wday) / 7), true
	case 'y':
		return two(((f.year % 100) + 100) % 100), true
	case 'Y':
		return fmt.Sprint(f.year), true
	case 'z':
		sign, off := '+', f.offset
		if off < 0 {
			sign, off = '-', -off
		}
		return fmt.Sprintf("%c%02d%02d", sign, off/3600, off/60%60), true
	case 'Z':
		return f.zone, true
	case '%':
		return "%", true
	}
	return "", false
}

// isoWeek is the year and week of ISO 8601, by weekday and day of the year.
func (f fields) isoWeek() (year, week int) {
	year = f.year
	week = (f.yday - f.wday + 10) / 7
	switch {
	case week < 1:
		year--
		week = weeksIn(year)
	case week > weeksIn(year):
		year, week = year+1, 1
	}
	return year, week
}

func weeksIn(year int) int {
	jan1 := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Weekday()
	leap := time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).YearDay() == 366
	if jan1 == time.Thursday || leap && jan1 == time.Wednesday {
		return 53
	}
	return 52
}
