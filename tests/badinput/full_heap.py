# test: timeout 120
# A program that fills the memory it has gets a MemoryError, and can go on once it has let go.
import os
import resource
import subprocess
import sys

FILL = '''
def fill():
    kept = []
    while True:
        kept.append([len(kept)])

for attempt in range(2):
    try:
        fill()
    except MemoryError as error:
        print(attempt, repr(error))
fill()
'''


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))


# the engine limits its own heap
ours = 'Pyston' in sys.version
env = dict(os.environ, NODE_OPTIONS='--max-old-space-size=150')
done = subprocess.run([sys.executable, '-c', FILL], env=env, preexec_fn=None if ours else limit, capture_output=True, text=True)
print(done.returncode, done.stdout, done.stderr)
