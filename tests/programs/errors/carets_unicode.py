# difftest: exit=1
größe = {"é": 1}
漢 = größe["é"] + größe["ü"] * 2
