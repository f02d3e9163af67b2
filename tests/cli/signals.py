# test: timeout 120
# Ctrl-C in a busy loop, in sleep, in input and in a handler; SIGTERM; a closed pipe.
import signal
import subprocess
import sys
import time

READY = 'import signal, sys, threading, time; print("ready", flush=True)\n'


def interrupted(code, number=signal.SIGINT, times=1):
    process = subprocess.Popen([sys.executable, '-c', READY + code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE)
    process.stdout.readline()
    for _ in range(times):
        time.sleep(0.1)
        process.send_signal(number)
    out, err = process.communicate(timeout=20)
    print(process.returncode, out.decode(), err.decode().strip().split('\n')[-1] if err else '')


interrupted('while True: pass')
interrupted('import time\ntime.sleep(20)')
interrupted('input()')
interrupted('try:\n  while True: pass\nexcept KeyboardInterrupt:\n  print("caught")')
interrupted('try:\n  import time; time.sleep(20)\nfinally:\n  print("cleanup")')
interrupted('for i in range(10**12): i * i')
interrupted('sum(range(10**12)) if False else [0 for _ in iter(int, 1)]')
interrupted('import signal\nsignal.signal(signal.SIGINT, lambda n, f: print("handler", n, flush=True) or sys.exit(5))\nwhile True: pass')
interrupted('import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(0.5)\nprint("ignored")')
interrupted('while True: pass', signal.SIGTERM)
interrupted('import signal\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(6))\nimport time\ntime.sleep(20)', signal.SIGTERM)
interrupted('while True: pass', signal.SIGUSR1)
interrupted('import re\nre.match("(a*)*b", "a" * 50)')
interrupted('import threading\nthreading.Thread(target=time.sleep, args=(1,)).start()')
interrupted('import subprocess\nsubprocess.run(["sleep", "0.4"])\nprint("child done")', signal.SIGCONT)


def closed_pipe(code):
    process = subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE)
    print(process.stdout.readline())
    process.stdout.close()
    process.stdin.write(b'\n')
    process.stdin.close()
    err = process.stderr.read().decode()
    print(process.wait(), err.strip().split('\n')[-1])


closed_pipe('print("line", flush=True)\ninput()\nprint("lost", flush=True)')
closed_pipe('print("line", flush=True)\ninput()\nprint("lost")')


def ignoring(names):
    code = 'import os, signal\nprint(*[signal.getsignal(n) == signal.SIG_IGN for n in (1, 2, 12)])\nos.kill(os.getpid(), 1)\nprint("alive")'
    process = subprocess.run(['sh', '-c', 'trap "" %s; exec "$0" -c "$1"' % names, sys.executable, code], capture_output=True, text=True)
    print(names, process.returncode, process.stdout, process.stderr)


ignoring('HUP')
ignoring('HUP INT USR2')
ignoring('USR2')
