# Runs the cases of one test module whose class matches a pattern: conformance.py PATTERN MODULE [NAME=PATH …]. On pyston each NAME is
# the extension module in that file; on CPython they are its own. The last line is a JSON object with the counts.
import importlib.machinery, json, re, sys, unittest

pattern, name, *extensions = sys.argv[1:]
places = dict(e.split('=', 1) for e in extensions)


class Finder:
    @staticmethod
    def find_spec(fullname, path=None, target=None):
        if fullname in places:
            return importlib.machinery.ModuleSpec(fullname, Loader, origin=places[fullname])


class Loader:
    @staticmethod
    def create_module(spec):
        return sys._load_extension(spec.origin, spec.name)

    @staticmethod
    def exec_module(module):
        pass


if hasattr(sys, '_load_extension'):
    sys.meta_path.insert(0, Finder)
    for one in places:
        sys.modules.pop(one, None)


def cases(suite):
    for t in suite:
        if isinstance(t, unittest.TestSuite):
            yield from cases(t)
        elif re.fullmatch(pattern, type(t).__name__):
            yield t


suite = unittest.TestSuite(cases(unittest.defaultTestLoader.loadTestsFromName(name)))
r = unittest.TextTestRunner(stream=sys.stderr, verbosity=1).run(suite)
bad = [str(t) for t, _ in r.failures + r.errors]
print(json.dumps({'run': r.testsRun, 'skipped': len(r.skipped), 'bad': bad}))
