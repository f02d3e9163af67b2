# Streams that several threads write, read and import from.
import io
import os
import sys
import tempfile
import threading

sys.setswitchinterval(1e-5)
THREADS = 5


def together(fn, count=THREADS):
    results = [None] * count

    def body(i):
        try:
            results[i] = fn(i)
        except BaseException as error:
            results[i] = repr(error)

    ts = [threading.Thread(target=body, args=(i,)) for i in range(count)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return results


folder = tempfile.mkdtemp()
path = os.path.join(folder, 'shared')

with open(path, 'wb', buffering=200) as file:
    together(lambda i: [file.write(b'%d:%04d\n' % (i, k)) for k in range(300)] and None)
with open(path, 'rb') as file:
    lines = file.read().splitlines()
print(len(lines), len(set(lines)), all(len(line) == 6 for line in lines))
for i in range(THREADS):
    assert [x for x in lines if x[0] == 48 + i] == [b'%d:%04d' % (i, k) for k in range(300)]

with open(path, 'rb', buffering=64) as file:
    def take(i):
        got = []
        while line := file.readline():
            got.append(line)
        return got

    parts = together(take)
print(sorted(x for part in parts for x in part) == sorted(line + b'\n' for line in lines))

with open(path, 'w+b', buffering=128) as file:
    together(lambda i: [file.write(bytes([65 + i]) * 10 + b'\n') for k in range(50)] and None)
    file.seek(0)
    lines = file.readlines()
print(len(lines), all(len(set(line[:-1])) == 1 for line in lines))

with open(path, 'w', buffering=1) as file:
    together(lambda i: [print(f'line {i} {k}', file=file, end='\n') for k in range(100)] and None)
print(os.path.getsize(path))

# own files and streams, at the same time
def private(i):
    name = os.path.join(folder, f'own{i}')
    with open(name, 'w', encoding='utf-8') as file:
        for k in range(200):
            file.write(f'{i} é {k}\n')
    with open(name, encoding='utf-8') as file:
        ok = [line for line in file] == [f'{i} é {k}\n' for k in range(200)]
    os.remove(name)
    text = io.StringIO()
    for k in range(100):
        print(i, k, file=text)
    return ok, text.getvalue() == ''.join(f'{i} {k}\n' for k in range(100))


print(set(together(private)))

# imports: all threads get the same, complete module
for n in range(4):
    with open(os.path.join(folder, f'slow{n}.py'), 'w') as file:
        file.write(f'''import time
first = {n}
time.sleep(0.01)
{f"import slow{n + 1}" if n < 3 else ""}
for i in range(100):
    pass
last = first * 10
''')
sys.path.insert(0, folder)


def importing(i):
    import importlib
    module = importlib.import_module(f'slow{i % 4}')
    import slow0
    return module.last == module.first * 10, slow0.last, slow0.slow1.slow2.slow3.last


print(set(together(importing, 8)))
with open(os.path.join(folder, 'ring_a.py'), 'w') as file:
    file.write('import time; time.sleep(0.01)\nimport ring_b\nname = "a"\n')
with open(os.path.join(folder, 'ring_b.py'), 'w') as file:
    file.write('import time; time.sleep(0.01)\nimport ring_a\nname = "b"\n')
together(lambda i: __import__('ring_a' if i else 'ring_b'), 2)
import ring_a
import ring_b
print(ring_a.ring_b.name, ring_b.ring_a.name)
try:
    together(lambda i: __import__('no_such_module'), 3)
finally:
    for name in os.listdir(folder):
        if name.endswith('.py') or os.path.isfile(os.path.join(folder, name)):
            os.remove(os.path.join(folder, name))
print(together(lambda i: __import__('no_such_module'), 2))
sys.setswitchinterval(0.005)
