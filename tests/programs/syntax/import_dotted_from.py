# difftest: exit=1
import a.b as c.d
