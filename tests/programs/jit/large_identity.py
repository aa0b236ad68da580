# Numbers that are objects are the same object in all variables, also after
# compiled code was left.
def large(n):
    same, text = 0, ""
    for i in range(n):
        a = 2**62 + i
        b = a
        same += a is b
        c = float("nan")
        d = c
        text = str(i % 7) + text[:3]
        same += c is d
        if i % 50 == 49:
            text = [text]
            text = text[0]
        same += (a is b) + (c is not d) + (b is a)
    return same


print(large(1300))
