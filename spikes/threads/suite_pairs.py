"""Runs modules of CPython's test suite in several threads at once; cases that fail only then are shown.

    PYSTON_STRESS=threads:20 PYSTON_LIB=LIB pyston spikes/threads/suite_pairs.py [--threads N] test_dict test_list ...

Cases whose names are in ALONE change what belongs to the process (the recursion limit, warnings filters, sys.modules, builtins.iter); they
run in the first thread only. The last line is `N passed, N failed`: modules.
"""

import importlib
import io
import sys
import threading
import unittest
import warnings

ALONE = ('recurs', 'warn', 'import', 'stdout', 'stdin', 'stderr', 'stack', 'overflow', 'huge', 'setrec', 'deep', 'gc',
         'refcount', 'leak', 'subinterp', 'locale', 'monitor', 'trace', 'swap', 'displayhook', 'excepthook', 'deprecat',
         'thread', 'bigmem', 'iter_pickle', 'sizeof', 'finaliz', 'attr_error_suggest')


def cases(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from cases(item)
        else:
            yield item


def chosen(module):
    return [case for case in cases(unittest.defaultTestLoader.loadTestsFromModule(module))
            if not any(word in case.id().lower() for word in ALONE)]


def run(module, results, at):
    result = unittest.TestResult()
    for case in chosen(module):
        case(result)
    results[at] = {case.id(): text for case, text in result.errors + result.failures}


def main(args):
    count = 2
    if args[:1] == ['--threads']:
        count, args = int(args[1]), args[2:]
    warnings.simplefilter('ignore')
    passed = failed = 0
    for name in args:
        try:
            module = importlib.import_module(f'test.{name}')
        except Exception as error:
            print(f'{name}: not loaded, {error}')
            continue
        alone = [None]
        run(module, alone, 0)
        results = [None] * count
        threads = [threading.Thread(target=run, args=(module, results, i)) for i in range(count)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        bad = {}
        for result in results:
            bad.update({id: text for id, text in ({'a thread': 'died'} if result is None else result).items() if id not in alone[0]})
        passed, failed = (passed, failed + 1) if bad else (passed + 1, failed)
        print(f'{name}: {len(chosen(module))} cases, {len(alone[0])} fail alone, {len(bad)} only beside themselves')
        for id, text in list(bad.items())[:6]:
            print('   ', id, '\n       ', '\n        '.join(text.strip().splitlines()[-4:]))
        sys.stdout.flush()
    print(f'{passed} passed, {failed} failed')
    return failed


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]) > 0)
