"""Runs one benchmark program several times in this process and reports each run's CPU time.

    python benchmarks/harness.py NAME ITERATIONS

Prints one JSON object: the checksum (repr of what run() returns, equal in every run) and the CPU milliseconds per run,
user and system time of the whole process, threads of the engine included.
"""

import sys
import time

sys.path.insert(0, __file__.rpartition('/')[0] + '/programs')


def main(name, iterations):
    program = __import__(name)
    times = []
    checksum = None
    for _ in range(iterations):
        before = time.process_time()
        result = repr(program.run())
        times.append(round((time.process_time() - before) * 1000, 3))
        if checksum is not None and result != checksum:
            raise SystemExit('%s: runs differ: %s, %s' % (name, checksum, result))
        checksum = result
    quoted = checksum.replace('\\', '\\\\').replace('"', '\\"')
    print('{"name": "%s", "checksum": "%s", "cpu_ms": %s}' % (name, quoted, times))


main(sys.argv[1], int(sys.argv[2]))
