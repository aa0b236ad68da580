# difftest: exit=3
# sys.exit with a number, through finally and nested calls.
import sys


def stop(code):
    try:
        sys.exit(code)
    finally:
        print("finally runs")


try:
    stop(1)
except SystemExit as e:
    print("caught", e.code)
try:
    raise SystemExit
except BaseException as e:
    print(repr(e), e.code)
stop(3)
print("never")
