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
