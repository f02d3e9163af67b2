# Signals arrive in the main thread, wherever it waits, while other threads run.
import _thread
import os
import signal
import sys
import threading
import time

main = threading.current_thread()
sys.setswitchinterval(1e-4)
stop = False


def hog():
    while not stop:
        pass


hogs = [threading.Thread(target=hog) for _ in range(2)]
for t in hogs:
    t.start()

handled = []


def handler(number, frame):
    handled.append((signal.Signals(number).name, threading.current_thread() is main))


signal.signal(signal.SIGUSR1, handler)


def send(number, delay=0.1):
    def body():
        time.sleep(delay)
        os.kill(os.getpid(), number)

    t = threading.Thread(target=body)
    t.start()
    return t


def until(count):
    while len(handled) < count:
        time.sleep(0.001)


t = send(signal.SIGUSR1)
until(1)
t.join()
print(handled)

lock = threading.Lock()
lock.acquire()
ways = {
    'sleep': lambda: time.sleep(30),
    'lock': lambda: lock.acquire(),
    'lock with a limit': lambda: lock.acquire(timeout=30),
    'join': lambda: hogs[0].join(),
    'event': lambda: threading.Event().wait(),
    'loop': hog,
    'read': lambda: os.read(os.pipe()[0], 1),
}
for name, wait in ways.items():
    t = send(signal.SIGINT)
    try:
        wait()
    except KeyboardInterrupt:
        print('interrupted in', name)
    t.join()
print(lock.locked(), lock.acquire(False))

# a handler that returns lets the call go on
t = send(signal.SIGUSR1)
start = time.monotonic()
print(lock.acquire(timeout=0.3), time.monotonic() - start >= 0.3, len(handled))
t.join()
t = threading.Thread(target=_thread.interrupt_main)
try:
    t.start()
    for _ in range(10 ** 7):
        pass
except KeyboardInterrupt:
    print('interrupt_main')
t.join()
out = []


def install():
    try:
        signal.signal(signal.SIGUSR1, handler)
    except ValueError as error:
        out.append(str(error))


t = threading.Thread(target=install)
t.start()
t.join()
print(out)
stop = True
for t in hogs:
    t.join()
