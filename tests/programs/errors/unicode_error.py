# difftest: exit=1
text = "na\u00efve \u6f22"
print(text.encode("ascii"))
