# f-strings: nesting, conversions, specs, =, quotes, expressions of all sorts.
name, n, x, items = "Bob", 42, 3.14159, [1, 2, 3]
print(f"{name} {n} {x:.2f} {items}", f"{name!r} {name!s:>5} {name!a}", f"{n:>{n - 36}}|{x:{'8'}.{2}f}", f"{{}} {{{n}}}", f"{n=} {x = :.1f} {name=!s} { n + 1 = }", f"{items[0]=}")
print(f"{'nested ' + f'{n} {name!r}'}", f"{ {'a': 1}['a'] }", f"{(lambda v: v * 2)(4)}", f"{[i for i in range(3)]}", f"{n if n > 5 else 0}", f"{n:,}", f"{n:#x}", f"{'a' 'b'}", f"{name.upper():*^9}")
print(f"{"same quotes"} {f"{f"{1 + 1}"}"}", f'{items[-1]}', f"""{
    n
    + 1  # comment
}""", rf"\n{n}\d", f"\n{n}\t|", f"{'\n'.join('ab')}", f"{n!r:>5}", f"{n:{'>' + '5'}}", f"{x:{n}.{3}}".strip())
print(f"{1, 2}", f"{*items, 4}", f"{n == 42}", f"{n != 42}", f"{n >= 4}", f"{(y := 5)} {y}", f"{n:=5}", f"{None} {...} {True}", f"", f"{''}", f"{print}"[:9])
print(f"{n!r}" f"{n:3}" "lit{}", f"{items!r:<12}|", f"{'é':>3}", f"{b'x'}", f"{0.1 + 0.2}", f"{x:e}", f"{name[::-1]}", f"{name:{'<'}{6}}|")


class C:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "C()"


c = C()
print(f"{c} {c:abc} {c!r} {c=} {c=:x} {c:{n}{name}} {c!s:>5} {c:%Y-%m-%d}")
for f in (lambda: f"{undefined_name}", lambda: f"{n:zz}", lambda: f"{name:d}", lambda: f"{1 / 0}", lambda: f"{items[9]}", lambda: f"{None:5}", lambda: f"{n:{name}}"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
