# test: timeout 120
# Standard streams that are closed at the start are None, and their descriptors free; a full device behind stderr.
import subprocess
import sys

LOOK = '''
import os, sys
names = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
first = os.open(os.devnull, os.O_RDONLY)
print("out")
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
