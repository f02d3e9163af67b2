"""Runs a program's run() several times and prints one line of JSON: checksum and CPU milliseconds of each run.

    python harness.py FILE SECONDS
"""

import sys
import time

start = time.process_time


def main(file, seconds):
    space = {'__name__': 'program', '__file__': file}
    with open(file) as source:
        exec(compile(source.read(), file, 'exec'), space)
    run = space['run']
    times = []
    checksum = None
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        before = start()
        result = repr(run())
        times.append((start() - before) * 1000)
        if checksum is not None and result != checksum:
            raise SystemExit('%s: runs differ: %s, %s' % (file, checksum, result))
        checksum = result
    quoted = checksum.replace('\\', '\\\\').replace('"', '\\"')
    print('{"checksum": "%s", "cpu_ms": [%s]}' % (quoted, ', '.join('%.3f' % t for t in times)))


main(sys.argv[1], float(sys.argv[2]))
