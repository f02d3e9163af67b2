# test: timeout 120
# Standard streams that are closed at the start are None, and their descriptors free; a full device behind stderr; a stack
# of 256 KB; a working directory that is gone.
import os
import subprocess
import sys
import tempfile

LOOK = '''
import os, sys
names = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
first = os.open(os.devnull, os.O_RDONLY)
print("out", flush=True)
print("err", file=sys.stderr)
with open("/dev/fd/9", "w") as report:
    report.write("%s are None, next descriptor %d\\n" % (names, first if first < 3 else 3))
'''


def shell(code, redirect):
    done = subprocess.run(['sh', '-c', '"$0" -c "$1" 9>&1 ' + redirect, sys.executable, code], capture_output=True, text=True)
    print(redirect, done.returncode, repr(done.stdout), done.stderr.strip().split('\n')[-1])


for streams in ('<&-', '>&-', '2>&-', '<&- >&-', '<&- 2>&-', '>&- 2>&-', '<&- >&- 2>&-'):
    shell(LOOK, streams)
shell('input()', '<&-')
shell('print(1); 1/0', '>&- 2>&-')
shell('print(1); 1/0', '2>/dev/full')


DEEP = """
def f(n):
    return f(n + 1)
try:
    f(0)
except RecursionError as error:
    print(error)
"""
done = subprocess.run(['sh', '-c', 'ulimit -s 256; "$0" -c "$1"', sys.executable, DEEP], capture_output=True, text=True)
print(done.returncode, done.stdout, done.stderr)

GONE = """
import os
try:
    print(os.getcwd())
except OSError as error:
    print(error)
"""
with tempfile.TemporaryDirectory() as folder:
    place = os.path.join(folder, 'gone')
    command = 'mkdir "$2"; cd "$2"; rmdir "$2"; "$0" -c "$1"; "$0" none.py 2>&1 | grep -o "open file .none.py."'
    done = subprocess.run(['sh', '-c', command, sys.executable, GONE, place], capture_output=True, text=True)
    print(done.returncode, done.stdout)
