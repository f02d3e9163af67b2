# What cannot be flushed at exit gives status 120 and a message on stderr.
import os
import subprocess
import sys

if os.path.exists('/dev/full'):
    with open('/dev/full', 'w') as full:
        done = subprocess.run([sys.executable, '-c', 'print("lost")'], stdout=full, stderr=subprocess.PIPE, text=True)
    print(done.returncode, done.stderr)
