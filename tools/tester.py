"""Runs the test programs of a folder and compares what they print with the stored expectation.

    python tools/tester.py [--exe INTERPRETER] [-j N] [--regenerate] [PATH ...]

PATH is a program or a folder of programs; the default is tests/ and examples/. A program NAME.py has beside it (one that
is not under tests/: in tests/expected/)

    NAME.out    its standard output
    NAME.err    its standard error, paths normalised     (absent: nothing is expected)
    NAME.rc     its exit status                          (absent: 0)

and may begin with directives, comments of the form `# test: KEY VALUE`:

    # test: args a "b c"        arguments of the program
    # test: options -O -W error options of the interpreter, before the program
    # test: run -m calendar 2026 the whole command line after the interpreter, in place of the program and its arguments
    # test: env NAME=VALUE      one environment variable (repeatable)
    # test: stdin FILE          standard input, relative to the program; nothing otherwise
    # test: timeout 60          seconds, instead of 30
    # test: ignore stderr       do not compare standard error (or stdout, or status)
    # test: skip REASON         never run

--regenerate writes the expectations from the interpreter named by --exe, by default the oracle (CPython 3.14), which
is looked for in $PYSTON_ORACLE and ~/.cache/py-oracle. Programs listed in tests/known-failures.txt may fail; one of
them that passes counts as a failure until it is taken from the list, so that the list only shrinks.

The last line is `N passed, N failed`. Only modules that every Python has are imported, and no threads are used.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TESTS = os.path.join(ROOT, 'tests')
KNOWN_FAILURES = os.path.join(TESTS, 'known-failures.txt')
DEFAULT_TIMEOUT = 30.0
ADDRESS = re.compile(rb' at 0x[0-9a-f]{6,}')
LIBRARY = re.compile(rb'''[^\s"'(]*/python3\.14/''')
SUPPORT = ('data', 'packing', 'conformance', 'expected')


class Program:
    """One test program with its directives."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.relpath(path, TESTS if path.startswith(TESTS + os.sep) else ROOT).replace(os.sep, '/')
        self.args = []
        self.options = []
        self.run = None
        self.env = {}
        self.stdin = None
        self.timeout = DEFAULT_TIMEOUT
        self.ignore = set()
        self.skip = None
        self.read_directives()

    def read_directives(self):
        with open(self.path, 'rb') as file:
            for line in file:
                if not line.startswith(b'#'):
                    break
                if line.startswith(b'# test:'):
                    self.directive(line[len(b'# test:'):].decode('utf-8').strip())

    def directive(self, text):
        key, _, value = text.partition(' ')
        if key == 'args':
            self.args = shlex.split(value)
        elif key == 'options':
            self.options = shlex.split(value)
        elif key == 'run':
            self.run = shlex.split(value)
        elif key == 'env':
            name, _, setting = value.partition('=')
            self.env[name] = setting
        elif key == 'stdin':
            self.stdin = os.path.join(os.path.dirname(self.path), value)
        elif key == 'timeout':
            self.timeout = float(value)
        elif key == 'ignore':
            self.ignore.update(value.split())
        elif key == 'skip':
            self.skip = value or 'skipped'
        else:
            raise SystemExit('%s: unknown directive %r' % (self.path, key))

    def expectation(self, suffix):
        stem = os.path.splitext(self.path)[0]
        if not stem.startswith(TESTS + os.sep):
            stem = os.path.join(TESTS, 'expected', os.path.basename(stem))
        return stem + suffix


class Outcome:
    """What a run printed: normalised bytes and the exit status."""

    def __init__(self, stdout, stderr, status):
        self.stdout = stdout
        self.stderr = stderr
        self.status = status


def normalise(stream, program):
    """Makes output independent of where the checkout and the library are."""
    directory = os.path.dirname(program.path)
    stream = stream.replace(directory.encode() + b'/', b'')
    stream = stream.replace(ROOT.encode() + b'/', b'<root>/')
    return ADDRESS.sub(b' at 0x...', LIBRARY.sub(b'<lib>/', stream))


def child_environment(program):
    env = {}
    for name, value in os.environ.items():
        if not name.startswith('PYTHON'):
            env[name] = value
    env['PYTHONHASHSEED'] = '0'
    env['PYTHONDONTWRITEBYTECODE'] = '1'
    env['PYTHON_COLORS'] = '0'
    env['LC_ALL'] = 'C.UTF-8'
    env['TZ'] = 'UTC'
    env.update(program.env)
    return env


class Running:
    """A program that was started. Its output goes to files, so that nobody needs to read while it runs."""

    def __init__(self, program, exe):
        self.program = program
        self.stdout = tempfile.TemporaryFile()
        self.stderr = tempfile.TemporaryFile()
        self.deadline = time.monotonic() + program.timeout
        stdin = subprocess.DEVNULL if program.stdin is None else open(program.stdin, 'rb')
        try:
            self.process = subprocess.Popen(
                [exe] + program.options + (program.run or [program.path] + program.args),
                stdin=stdin,
                stdout=self.stdout,
                stderr=self.stderr,
                cwd=os.path.dirname(program.path),
                env=child_environment(program),
            )
        finally:
            if program.stdin is not None:
                stdin.close()

    def outcome(self):
        """None while it runs; the status is a number, or 'timeout'."""
        status = self.process.poll()
        if status is None:
            if time.monotonic() < self.deadline:
                return None
            self.process.kill()
            self.process.wait()
            status = 'timeout'
        return Outcome(self.written(self.stdout), self.written(self.stderr), status)

    def written(self, file):
        file.seek(0)
        data = file.read()
        file.close()
        return normalise(data, self.program)


def read_or(path, default):
    try:
        with open(path, 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return default


def expected(program):
    """What the program should print; None when nothing is stored."""
    stdout = read_or(program.expectation('.out'), None)
    if stdout is None:
        return None
    stderr = read_or(program.expectation('.err'), b'')
    status = int(read_or(program.expectation('.rc'), b'0'))
    return Outcome(stdout, stderr, status)


def first_difference(label, want, got):
    want_lines = want.split(b'\n')
    got_lines = got.split(b'\n')
    index = 0
    while index < len(want_lines) and index < len(got_lines) and want_lines[index] == got_lines[index]:
        index += 1

    def show(lines):
        return lines[index].decode('utf-8', 'backslashreplace') if index < len(lines) else '<end>'

    return '%s, line %d\n    expected: %s\n    got:      %s' % (label, index + 1, show(want_lines), show(got_lines))


def compare(program, got):
    """The differences from the expectation, as a list of texts."""
    want = expected(program)
    if want is None:
        return ['no expectation is stored: run tools/tester.py --regenerate on it']
    differences = []
    if 'stdout' not in program.ignore and got.stdout != want.stdout:
        differences.append(first_difference('stdout', want.stdout, got.stdout))
    if 'stderr' not in program.ignore and got.stderr != want.stderr:
        differences.append(first_difference('stderr', want.stderr, got.stderr))
    if 'status' not in program.ignore and got.status != want.status:
        differences.append('exit status\n    expected: %s\n    got:      %s' % (want.status, got.status))
    return differences


def write_or_remove(path, content, default):
    if content != default:
        with open(path, 'wb') as file:
            file.write(content)
    elif os.path.exists(path):
        os.remove(path)


def regenerate(program, got):
    if got.status == 'timeout':
        return ['timed out']
    stderr = b'' if 'stderr' in program.ignore else got.stderr
    status = 0 if 'status' in program.ignore else got.status
    write_or_remove(program.expectation('.out'), b'' if 'stdout' in program.ignore else got.stdout, None)
    write_or_remove(program.expectation('.err'), stderr, b'')
    write_or_remove(program.expectation('.rc'), b'%d\n' % status, b'0\n')
    return []


def find_programs(paths):
    """Programs under the paths, sorted; SUPPORT folders and names with a leading underscore hold no tests."""
    found = []
    for path in paths:
        path = os.path.abspath(path)
        if os.path.isfile(path):
            found.append(path)
            continue
        if not os.path.isdir(path):
            raise SystemExit('%s: no such program or folder' % path)
        for directory, folders, files in os.walk(path):
            folders[:] = [name for name in folders if name not in SUPPORT and name[0] not in '._']
            found.extend(os.path.join(directory, name) for name in files if name.endswith('.py') and name[0] != '_')
    return [Program(path) for path in sorted(found)]


def read_known_failures():
    text = read_or(KNOWN_FAILURES, b'').decode('utf-8')
    lines = [line.partition('#')[0].strip() for line in text.split('\n')]
    return set(line for line in lines if line)


class Report:
    """Counts, the progress line, and what to say about each failure."""

    def __init__(self, total, known):
        self.total = total
        self.known = known
        self.passed = 0
        self.failed = 0
        self.skipped = 0
        self.known_failed = 0
        self.live = sys.stderr.isatty()

    def add(self, program, differences):
        if program.name in self.known:
            if differences:
                self.known_failed += 1
            else:
                self.fail(program, ['it passes now: take it from tests/known-failures.txt'])
        elif differences:
            self.fail(program, differences)
        else:
            self.passed += 1
        self.progress(program.name)

    def fail(self, program, differences):
        self.failed += 1
        self.clear()
        print('FAIL %s' % program.name)
        for text in differences:
            print('  ' + text)
        sys.stdout.flush()

    def progress(self, name):
        if self.live:
            done = self.passed + self.failed + self.skipped + self.known_failed
            sys.stderr.write('\r\x1b[K%d/%d, %d failed  %s' % (done, self.total, self.failed, name[:50]))
            sys.stderr.flush()

    def clear(self):
        if self.live:
            sys.stderr.write('\r\x1b[K')
            sys.stderr.flush()

    def close(self, seconds):
        self.clear()
        extra = []
        if self.skipped:
            extra.append('%d skipped' % self.skipped)
        if self.known_failed:
            extra.append('%d known failures' % self.known_failed)
        print('%d programs in %.1f s%s' % (self.total, seconds, ''.join(', ' + text for text in extra)))
        print('%d passed, %d failed' % (self.passed, self.failed))


def run_all(programs, exe, judge, report, count):
    """Runs `count` programs at a time; `judge` makes differences of a program and its outcome."""
    waiting = list(reversed(programs))
    running = []
    while waiting or running:
        while waiting and len(running) < count:
            running.append(Running(waiting.pop(), exe))
        time.sleep(0.005)
        still = []
        for one in running:
            outcome = one.outcome()
            if outcome is None:
                still.append(one)
            else:
                report.add(one.program, judge(one.program, outcome))
        running = still


def oracle():
    for path in (os.environ.get('PYSTON_ORACLE'), os.path.expanduser('~/.cache/py-oracle/bin/python3.14')):
        if path and os.path.exists(path):
            return path
    raise SystemExit('no CPython 3.14 found: set PYSTON_ORACLE or name one with --exe')


def main():
    parser = argparse.ArgumentParser(description='Runs test programs and compares their output.')
    parser.add_argument('--exe', help='the interpreter (default: ./pyston; with --regenerate the oracle)')
    parser.add_argument('-j', type=int, default=1, metavar='N', help='processes at the same time')
    parser.add_argument('--regenerate', action='store_true', help='write the expectations instead of comparing')
    parser.add_argument('paths', nargs='*', default=[TESTS, os.path.join(ROOT, 'examples')], help='programs or folders')
    options = parser.parse_args()

    exe = options.exe or (oracle() if options.regenerate else os.path.join(ROOT, 'pyston'))
    if os.sep in exe:
        exe = os.path.abspath(exe)
    programs = find_programs(options.paths)
    report = Report(len(programs), set() if options.regenerate else read_known_failures())
    runnable = [program for program in programs if program.skip is None]
    report.skipped = len(programs) - len(runnable)

    started = time.monotonic()
    run_all(runnable, exe, regenerate if options.regenerate else compare, report, max(1, options.j))
    report.close(time.monotonic() - started)
    return 1 if report.failed else 0


if __name__ == '__main__':
    sys.exit(main())
