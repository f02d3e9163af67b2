"""Runs one benchmark program several times in this process and reports each run's CPU time.

    python benchmarks/harness.py FILE ITERATIONS [SECONDS]

Runs go on until both the iterations and the CPU seconds are reached, so that short programs get past the engine's warm-up. Prints one JSON object: the checksum (repr of what run() returns, equal in every run) and the CPU milliseconds per run,
user and system time of the whole process, threads of the engine included.
"""

import sys
import time


def main(file, iterations, seconds):
    folder, _, name = file.removesuffix('.py').rpartition('/')
    sys.path.insert(0, folder)
    program = __import__(name)
    times = []
    checksum = None
    while len(times) < iterations or sum(times) < seconds * 1000:
        before = time.process_time()
        result = repr(program.run())
        times.append(round((time.process_time() - before) * 1000, 3))
        if checksum is not None and result != checksum:
            raise SystemExit('%s: runs differ: %s, %s' % (name, checksum, result))
        checksum = result
    quoted = checksum.replace('\\', '\\\\').replace('"', '\\"')
    print('{"name": "%s", "checksum": "%s", "cpu_ms": %s}' % (name, quoted, times))


main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.0)
