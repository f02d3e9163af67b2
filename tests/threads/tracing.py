# A trace function sees the code of its own thread, while others run the same code untraced.
import sys
import threading


def f(n):
    t = 0
    for i in range(n):
        t += i
    return t


def traced():
    lines = []
    
    def tracer(frame, event, arg):
        if frame.f_code is f.__code__:
            lines.append((event, frame.f_lineno))
        return tracer

    sys.settrace(tracer)
    r = f(3)
    sys.settrace(None)
    return r, lines


stop = False
others = []


def spin():
    k = 0
    while not stop:
        assert f(100) == 4950
        k += 1
    others.append(sys.gettrace())


ts = [threading.Thread(target=spin) for _ in range(2)]
for t in ts:
    t.start()
sys.setswitchinterval(1e-5)
res = [traced() for _ in range(50)]
stop = True
for t in ts:
    t.join()
print(res[0], all(r == res[0] for r in res), others)
seen = set()


def prof(frame, event, arg):
    seen.add((threading.current_thread().name, frame.f_code.co_name))


threading.setprofile(prof)
t = threading.Thread(target=f, args=(3,), name='profiled')
t.start()
t.join()
threading.setprofile(None)
print(('profiled', 'f') in seen, ('MainThread', 'f') in seen)
