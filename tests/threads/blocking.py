# Calls that wait let other threads run: sleep, pipes, children, select, locks with a time limit.
import os
import select
import socket
import subprocess
import sys
import threading
import time


def together(*functions):
    ts = [threading.Thread(target=f) for f in functions]
    start = time.monotonic()
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return time.monotonic() - start


spent = together(*[lambda: time.sleep(0.1)] * 10)
print(0.09 < spent < 0.8)

# a reader waits for a writer
r, w = os.pipe()
got = []
reader = threading.Thread(target=lambda: got.append(os.read(r, 100)))
reader.start()
time.sleep(0.02)
print(got)
os.write(w, b'through the pipe')
reader.join()
print(got)

# more than a pipe holds, both ends in this process
data = bytes(range(256)) * 2000


def write_all():
    view = memoryview(data)
    while view:
        view = view[os.write(w, view):]
    os.close(w)


def read_all():
    parts = []
    while part := os.read(r, 65536):
        parts.append(part)
    got.append(b''.join(parts) == data)


together(write_all, read_all)
os.close(r)
print(got[-1])

# children
started = time.monotonic()
codes = []
spent = together(*[lambda n=n: codes.append(subprocess.run(['sh', '-c', f'sleep 0.1; exit {n}']).returncode)
                   for n in range(4)])
print(sorted(codes))
out = []
together(lambda: out.append(subprocess.run(['cat'], input=b'x' * 300000, capture_output=True).stdout.count(b'x')),
         lambda: out.append(subprocess.run(['echo', 'hello'], capture_output=True, text=True).stdout))
print(sorted(out, key=str))

# select and sockets
a, b = socket.socketpair()
ready = []
waiter = threading.Thread(target=lambda: ready.append(select.select([a], [], [], 10)[0] == [a]))
waiter.start()
time.sleep(0.01)
b.send(b'!')
waiter.join()
print(ready, a.recv(10))
echoed = []


def serve():
    while chunk := a.recv(4096):
        a.sendall(chunk.upper())
    a.close()


def ask():
    for k in range(50):
        b.sendall(b'message %d;' % k)
        answer = b''
        while not answer.endswith(b';'):
            answer += b.recv(100)
        echoed.append(answer)
    b.shutdown(socket.SHUT_WR)


together(serve, ask)
print(len(echoed), echoed[-1])
b.close()

lock = threading.Lock()
lock.acquire()
results = []
spent = together(lambda: results.append(lock.acquire(timeout=0.05)), lambda: results.append(lock.acquire(timeout=0.1)))
print(results, 0.09 < spent < 1)
threading.Timer(0.02, lock.release).start()
print(lock.acquire(timeout=5))

# the clock goes on for the main thread while others compute
stop = False


def hog():
    while not stop:
        pass


hogs = [threading.Thread(target=hog) for _ in range(2)]
for t in hogs:
    t.start()
started = time.monotonic()
for _ in range(5):
    time.sleep(0.001)
print(time.monotonic() - started < 2)
stop = True
for t in hogs:
    t.join()
