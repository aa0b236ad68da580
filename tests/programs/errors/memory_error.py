# difftest: exit=1
raise MemoryError("made up")
