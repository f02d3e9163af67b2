"""Runs test programs in several threads at once and compares what each thread prints with the stored expectation.

    PYSTON_STRESS=threads pyston spikes/threads/pairs.py [--threads N] [--rounds N] PROGRAM ...

A program that prints something else than NAME.out while a copy of it runs beside it found state that threads share and
should not. Every thread has its own sys.stdout and sys.stderr, its own namespace and nothing else of its own.
The last line is `N passed, N failed, N skipped`.
"""

import io
import os
import sys
import threading
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from skipped import SKIPPED


class PerThread:
    """A stream that is another one in every thread."""

    def __init__(self, default):
        self.__dict__['default'] = default
        self.__dict__['streams'] = {}

    def _of_thread(self):
        return self.streams.get(threading.get_ident(), self.default)

    def write(self, text):
        return self._of_thread().write(text)

    def flush(self):
        self._of_thread().flush()

    def __getattr__(self, name):
        return getattr(self._of_thread(), name)


OUT = PerThread(sys.stdout)
ERR = PerThread(sys.stderr)


def run(code, path, results, at, start):
    """One copy of the program; results[at] becomes its output."""
    ident = threading.get_ident()
    out = OUT.streams[ident] = io.StringIO()
    ERR.streams[ident] = out
    namespace = {'__name__': '__main__', '__file__': path, '__builtins__': __builtins__}
    start.wait()
    try:
        exec(code, namespace)
    except SystemExit:
        pass
    except BaseException:
        results[at] = out.getvalue() + traceback.format_exc()
        return
    finally:
        OUT.streams.pop(ident), ERR.streams.pop(ident)
    results[at] = out.getvalue()


def together(path, count):
    with open(path, encoding='utf-8') as file:
        source = file.read()
    code = compile(source, path, 'exec')
    results = [None] * count
    start = threading.Barrier(count)
    threads = [threading.Thread(target=run, args=(code, path, results, i, start)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def first_difference(expected, got):
    a, b = expected.splitlines(), got.splitlines()
    for i in range(max(len(a), len(b))):
        left = a[i] if i < len(a) else '(end)'
        right = b[i] if i < len(b) else '(end)'
        if left != right:
            return f'line {i + 1}: expected {left[:150]!r}\n      got {right[:150]!r}\n      last {b[-1][:150] if b else ""!r}'
    return 'the ends differ'


def reason_to_skip(path):
    name = '/'.join(path.split('/')[-2:])
    if name in SKIPPED:
        return SKIPPED[name]
    if not os.path.exists(path[:-3] + '.out'):
        return 'no output'
    if os.path.exists(path[:-3] + '.err') or os.path.exists(path[:-3] + '.rc'):
        return 'ends with an error'
    with open(path, encoding='utf-8') as file:
        if any(line.startswith('# test:') and 'timeout' not in line for line in file):
            return 'needs a command line'
    return None


def main(args):
    count = rounds = 2
    while args and args[0].startswith('--'):
        if args[0] == '--threads':
            count = int(args[1])
        else:
            rounds = int(args[1])
        args = args[2:]
    verbose = os.environ.get('VERBOSE')
    passed = failed = skipped = 0
    out = sys.stdout
    sys.stdout, sys.stderr = OUT, ERR
    for path in args:
        why = reason_to_skip(path)
        if why is not None:
            skipped += 1
            continue
        if verbose:
            out.write(path + '\n')
            out.flush()
        with open(path[:-3] + '.out', encoding='utf-8', newline='') as file:
            expected = file.read()
        bad = [r for _ in range(rounds) for r in together(path, count) if r != expected]
        if bad:
            failed += 1
            out.write(f'FAIL {path} ({len(bad)} of {count * rounds})\n      {first_difference(expected, bad[0])}\n')
            out.flush()
        else:
            passed += 1
    sys.stdout, sys.stderr = OUT.default, ERR.default
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return failed


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]) > 0)
