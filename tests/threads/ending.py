# The end of threads and of the program: uncaught exceptions, SystemExit, daemons, atexit.
import _thread
import atexit
import io
import re
import sys
import threading
import time

sys.stdout.reconfigure(line_buffering=True)


def fails():
    raise ValueError('in a thread')


def exits():
    sys.exit('only this thread ends')


real, sys.stderr = sys.stderr, io.StringIO()
for target in (fails, exits, _thread.exit):
    t = threading.Thread(target=target, name=f'runs {target.__name__}')
    t.start()
    t.join()
_thread.start_new_thread(fails, ())
while sys.stderr.getvalue().count('ValueError: in a thread\n') < 2:
    time.sleep(0.001)
written, sys.stderr = sys.stderr.getvalue(), real
# the lines of the library itself differ from version to version
print(re.sub(r'(?m)^  File .*threading.py".*\n(    .*\n)*| at 0x[0-9a-f]+', '', written))

caught = []
threading.excepthook = lambda args: caught.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
t = threading.Thread(target=fails, name='hooked')
t.start()
t.join()
print(caught)
threading.excepthook = threading.__excepthook__

atexit.register(print, 'atexit')


def spins():
    while True:
        pass


def sleeps():
    while True:
        time.sleep(0.01)


def waits():
    threading.Event().wait()


def late():
    time.sleep(0.05)
    print('the program waits for this thread, daemon:', threading.current_thread().daemon)
    threading.Thread(target=lambda: print('and for those that it starts')).start()


for target in (spins, sleeps, waits):
    threading.Thread(target=target, daemon=True).start()
threading.Thread(target=late).start()
print('end of main', threading.active_count())
