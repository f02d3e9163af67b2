"""Runs the unit tests of one module and reports every case on a line of its own, as soon as it is done.

    python tools/run_cases.py [--list] [--match PART] MODULE

Lines on standard output begin with the mark given in $RUN_CASES_MARK (so that what the tests print is told apart):

    MARK plan ID            before anything runs, one per case
    MARK ok|fail|error|skip|xfail ID
    MARK done

A case with failing subtests fails. Nothing is reported for a case that the process did not survive: whoever reads the
lines knows from the plan which ones are missing. --list only prints the plan.
"""

import os
import sys
import unittest

MARK = os.environ.get('RUN_CASES_MARK', '@@')


def report(*words):
    sys.stdout.write('\n%s %s\n' % (MARK, ' '.join(words)))
    sys.stdout.flush()


class Result(unittest.TestResult):
    """Reports each case once: its worst outcome."""

    def startTest(self, test):
        super().startTest(test)
        self.outcome = 'ok'

    def stopTest(self, test):
        super().stopTest(test)
        report(self.outcome, test.id())

    def show(self, test, error):
        sys.stderr.write('== %s\n%s\n' % (test.id(), self._exc_info_to_string(error, test)))

    def addError(self, test, error):
        if not hasattr(test, '_testMethodName') and not hasattr(test, '_dt_test'):
            report('error', test.id())
        self.outcome = 'error'
        self.show(test, error)

    def addFailure(self, test, error):
        self.outcome = 'fail'
        self.show(test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.outcome = 'fail'
            self.show(subtest, error)

    def addSkip(self, test, reason):
        if self.outcome == 'ok':
            self.outcome = 'skip'

    def addExpectedFailure(self, test, error):
        self.outcome = 'xfail'

    def addUnexpectedSuccess(self, test):
        self.outcome = 'fail'


def cases(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from cases(test)
        else:
            yield test


def main(args):
    listing = '--list' in args
    match = args[args.index('--match') + 1] if '--match' in args else ''
    suite = unittest.defaultTestLoader.loadTestsFromName(args[-1])
    chosen = [test for test in cases(suite) if match in test.id()]
    for test in chosen:
        report('plan', test.id())
    if not listing:
        # A suite, so that class and module fixtures run; sorted as loaded.
        unittest.TestSuite(chosen).run(Result())
    report('done')
    sys.stdout.flush()
    # Threads that a test left behind must not keep the process.
    os._exit(0)


if __name__ == '__main__':
    main(sys.argv[1:])
