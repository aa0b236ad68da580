import f
attr = 1
