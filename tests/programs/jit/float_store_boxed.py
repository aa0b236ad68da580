# Floats that do not fit the word, stored into a list of floats.
def fill(a, x, k):
    for i in range(len(a)):
        a[i] = x
        x *= k
    return x
for n in range(30):
    for k in (1.0, 1.5, 1e10, 1e-10, -2.0):
        a = [0.5] * 200
        print(fill(a, 1.0, k), a[3], a[150], a[199])
