# difftest: exit=1
# A syntax error in an imported module.
print("main")
import broken
