# test: timeout 120
# Environment variables that the interpreter reads.
import os

from _spawn import HERE, run

run('-c', 'import sys; print([os.path.basename(p) for p in sys.path[1:3]])' .replace('import sys', 'import sys, os'), env={'PYTHONPATH': '/first:/second'})
run('-c', 'import from_path; print(from_path.VALUE)', env={'PYTHONPATH': os.path.join(HERE, 'data')})
run('-c', 'import sys; print(sys.flags.optimize, __debug__)', env={'PYTHONOPTIMIZE': '1'})
run('-c', 'import sys; print(sys.dont_write_bytecode)', env={'PYTHONDONTWRITEBYTECODE': 'x'})
run('-c', 'print("é".encode())', env={'PYTHONIOENCODING': 'utf-8'})
run('-c', 'import sys; print(sys.stdout.encoding, sys.stdout.errors); print("é")', env={'PYTHONIOENCODING': 'ascii:backslashreplace'})
run('-c', 'import sys; sys.stdin.read(); print(sys.stdin.encoding, sys.stderr.errors)', env={'PYTHONIOENCODING': 'latin-1'})
run('-c', 'import warnings; warnings.warn("w", UserWarning)', env={'PYTHONWARNINGS': 'error'})
run('-c', 'import sys; print(sys.flags.hash_randomization, hash("a"), hash(b"abc"), hash("é" * 3))', env={'PYTHONHASHSEED': '0'})
run('-c', 'import sys; print(hash("a"), {"a", "b", "c", "d"} == set("dcba"), sorted({"x", "y", "z"}))', env={'PYTHONHASHSEED': '42'})
run('-c', 'pass', env={'PYTHONHASHSEED': 'nonsense'})
run('-c', 'import sys; print(sys.flags.verbose, sys.flags.inspect)', env={'PYTHONINSPECT': ''})
run('-c', '1 / 0', env={'PYTHON_COLORS': '1'})
run('-c', 'import sys; print(sys.get_int_max_str_digits())', env={'PYTHONINTMAXSTRDIGITS': '5000'})
run('-c', 'import breakpointer' if False else 'breakpoint(); print("went on")', env={'PYTHONBREAKPOINT': '0'})
run('-c', 'print(__import__("sys").flags.safe_path)', env={'PYTHONSAFEPATH': '1'})
