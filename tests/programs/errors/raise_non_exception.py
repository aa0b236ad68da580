# difftest: exit=1
raise "a string"
