# sum() of floats is compensated up to the first int that is beyond 64 bits.
halves = [0.5 * i * i for i in range(1500)]
print(sum(halves[:50] + [1 << 66] + halves))
print(sum([0.1] * 10 + [1 << 66] + [0.1] * 10), sum([0.1, 5, 0.2, 2**60 + 1, 0.3]), sum([0.1] * 10))
