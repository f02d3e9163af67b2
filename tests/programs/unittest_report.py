# What unittest reports on a project with passing, failing, skipped and expected failures.
import io
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data'))
suite = unittest.defaultTestLoader.loadTestsFromName('project.tests.test_stats')
stream = io.StringIO()
result = unittest.TextTestRunner(stream, verbosity=2).run(suite)
print(re.sub(r'in \d+\.\d+s', 'in 0.000s', stream.getvalue()))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful())
