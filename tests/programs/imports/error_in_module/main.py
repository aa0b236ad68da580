# difftest: exit=1
# An uncaught error inside an imported module: frames of the import system are hidden.
print("main")
import broken
