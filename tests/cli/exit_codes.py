# test: timeout 120
# Exit codes: sys.exit with all kinds, uncaught exceptions, SystemExit in odd places, flush failures.
from _spawn import run

for code in ('0', '1', '2', '255', '256', '-1', '300', 'None', 'True', '"text"', '(1, 2)', '1.5', '[]', '""'):
    run('-c', 'import sys; sys.exit(%s)' % code)
run('-c', 'raise SystemExit')
run('-c', 'raise SystemExit(3)')
run('-c', '1 / 0')
run('-c', 'raise KeyboardInterrupt', show_err=False)
run('-c', 'import os; os._exit(9)')
run('-c', 'import os; print("kept?"); os._exit(0)')
run('-c', 'import atexit, sys; atexit.register(sys.exit, 5); print("x")')
run('-c', 'import atexit; atexit.register(lambda: 1 / 0)')
run('-c', 'try:\n  raise SystemExit(1)\nfinally:\n  print("finally")')
run('-c', 'try:\n  exit(7)\nexcept SystemExit as e:\n  print("caught", e.code)')
run('-c', 'import sys; sys.stdout.close(); print("x")')
run('-c', 'import sys; sys.stderr = None; 1 / 0')
run('-c', 'import sys; sys.excepthook = lambda *a: print("hook", a[0].__name__); 1 / 0')
run('-c', 'import sys; sys.excepthook = None; 1 / 0', show_err=False)
run('-c', 'def f(): f()\nf()', show_err=False)
run('-c', 'x = (')
run('-c', 'import sys; sys.stdout.write("a" * 70000)[:0]' if False else 'print("a" * 10)')
run('-c', 'class C:\n  def __del__(self): raise ValueError("in del")\nc = C(); del c; print("alive")', show_err=False)
for status in ('2**128', '-2**70', '2**40 + 3', '-1', 'True'):
    run('-c', 'import sys; sys.exit(%s)' % status)
run('-c', 'import sys, atexit; atexit.register(lambda: print(sys.is_finalizing()))\nclass C:\n  def __del__(self): print(sys.is_finalizing())\nc = C()')
