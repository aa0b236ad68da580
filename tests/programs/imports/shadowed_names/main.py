# Module attributes are live; deleting and rebinding them.
import state
from state import value, get
state.value = 2
print(value, state.value, get())
state.reset()
print(state.value, value)
del state.value
try:
    get()
except NameError as e:
    print(e)
try:
    state.value
except AttributeError as e:
    print(e)
print(vars(state)["items"], state.items is vars(state)["items"])
state.items.append(1)
from state import items
print(items)
state.get = lambda: "patched"
print(state.get(), get is state.get, state.call_get())
state.__dict__["dynamic"] = 5
print(state.dynamic)
if __name__ == "__main__":
    print("run as main")
