# difftest: exit=1
# A type that a hot operation cannot take; the carets are those of the operation.
def mean(xs):
    s = 0
    for x in xs:
        s = s + (x * 3 -
                 1) / 2
    return s / len(xs)


values = [i * 0.5 for i in range(4000)]
print(mean(values))
values[3990] = None
print(mean(values))
