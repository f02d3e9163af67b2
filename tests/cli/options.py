# test: timeout 120
# Command-line options: -c, -m, -, -i, -O, -u, -W, -x, --, sys.argv and sys.path[0] for each.
from _spawn import run

SHOW = 'import sys; print(sys.argv, repr(sys.path[0]) if sys.path[0] == "" else "dir", __name__)'
run('-c', SHOW, 'a', '-b', '--', '')
run('-c', '  print("indented is dedented")\n  print(2)')
run('data/show_argv.py', 'x', '-O', '--long=1')
run('-m', 'data.show_argv', 'y', '-z')
run('-', 'from', 'stdin', stdin=b'import sys; print(sys.argv, __name__)')
run(stdin=b'print("plain stdin")\nif True:\n    print("block")\n')
run('-O', '-c', 'import sys; assert False; print(__debug__, sys.flags.optimize)')
run('-OO', '-c', 'def f():\n "doc"\nprint(f.__doc__, __debug__)')
run('-u', '-c', 'import sys; sys.stdout.write("unbuffered"); print(sys.flags.unbuffered if hasattr(sys.flags, "unbuffered") else "")')
run('-x', 'data/skip_first.py')
run('-Werror', '-c', 'import warnings; warnings.warn("w")')
run('-Wignore', '-c', 'import warnings; warnings.warn("w"); print("quiet")')
run('-W', 'error::DeprecationWarning', '-c', 'import warnings, sys; print(sys.warnoptions); warnings.warn("d", DeprecationWarning)')
run('-I', '-c', 'import sys; print(sys.flags.isolated, sys.flags.ignore_environment, sys.flags.no_user_site, sys.flags.safe_path)', env={'PYTHONPATH': '/x'})
run('-E', '-s', '-S', '-B', '-P', '-c', 'import sys; f = sys.flags; print(f.ignore_environment, f.no_user_site, f.no_site, f.dont_write_bytecode, f.safe_path, "site" in sys.modules)')
run('-X', 'one', '-X', 'two=3', '-c', 'import sys; print(sys._xoptions)')
run('-X', 'utf8=0', '-c', 'import sys; print(sys.flags.utf8_mode)')
run('-bb', '-c', 'print(b"" == "")')
run('-i', '-c', 'print("then")', stdin=b'1 + 1\n"text"\nexit(4)\n', show_err=False)
run('-q', '-i', stdin=b'x = 6\nx * 7\n1 / 0\nprint("after")\n')
run('-c', 'import sys; print(sys.orig_argv[1:], sys.flags.interactive, sys.flags.quiet)', 'arg')
IMPORT_TIMES = '''import re, subprocess, sys
for value in 'importtime', 'importtime=2':
    err = subprocess.run([sys.executable, '-X', value, '-c', 'import json, os, json'], capture_output=True, text=True).stderr
    lines = err.splitlines()
    print(lines[0], all(re.fullmatch(r'import time: +(\\d+|cached) +\\| +(\\d+|cached) +\\| +[\\w.]+', line) for line in lines[1:]))
    print([line.split('|')[2] for line in lines[1:] if line.endswith(('json', 'json.scanner', '_json')) and 'cached' not in line])
    print(any('cached' in line for line in lines))
'''
run('-c', IMPORT_TIMES)
run('-X', 'importtime=3', '-c', '1', show_err=False)
run('-X', 'no_debug_ranges', '-c', 'def f(): return 1 + None\nprint(set(row[1:] for row in f.__code__.co_positions()))\nf()')
run('-X', 'pycache_prefix=bar', '-c', 'import sys; print(sys.pycache_prefix)', env={'PYTHONPYCACHEPREFIX': 'foo'})
run('-X', 'cpu_count=4321', '-c', 'import os; print(os.cpu_count(), os.process_cpu_count())')
run('-c', 'import sys; print(ascii(sys.argv[1:]), __loader__.__name__)', 'é', b'\xff\xc3'.decode('utf-8', 'surrogateescape'))
