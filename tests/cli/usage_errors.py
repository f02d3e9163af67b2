# test: timeout 120
# Wrong command lines: messages and status 2.
from _spawn import run

run('--no-such-option')
run('-Z')
run('-c')
run('-m')
run('-W')
run('-X')
run('no-such-file.py')
run('data')
run('.')
run('-m', 'no_such_module')
run('-m', 'data')
run('-m', 'data.nothing')
run('-m', 'sys')
run('/dev/null')
run('data/empty.txt')
run("no'such\nfile.py")
run(b'no-\xff-file.py')
run('')
run('-c', b'print("\xff")')
run('-c', 'import sys; print(ascii(sys.argv))', b'\xff\x80')
run('data/empty.pyc')
run('data/magic.pyc')
for option in ('utf8=2', 'tracemalloc=x', 'int_max_str_digits=5', 'cpu_count=0', 'gil=0', 'gil=2', 'frozen_modules=x', 'importtime=3'):
    run('-X', option, '-c', 'pass')
for variable in ('PYTHONUTF8=2', 'PYTHONTRACEMALLOC=x', 'PYTHONINTMAXSTRDIGITS=5', 'PYTHON_CPU_COUNT=x', 'PYTHON_GIL=2'):
    name, _, value = variable.partition('=')
    run('-c', 'print("%s")' % variable, env={name: value})
