"""Runs module programs one after the other in this process, each as `python -m MODULE ARGUMENTS` would run it.

Standard input has one JSON list per line, [module, argument, ...]. The programs' own output goes through; a line
`MARK title` stands before each and `MARK end STATUS` after it, on stdout. MARK is the first argument.
"""

import importlib.util
import json
import sys
import types


def code_of(module, cache={}):
    if module not in cache:
        spec = importlib.util.find_spec(module)
        if spec.submodule_search_locations is not None:
            spec = importlib.util.find_spec(module + ".__main__")
        cache[module] = spec, spec.loader.get_code(spec.name)
    return cache[module]


def run(module, arguments):
    spec, code = code_of(module)
    main = types.ModuleType("__main__")
    main.__dict__.update(__spec__=spec, __file__=spec.origin, __loader__=spec.loader, __package__=spec.parent)
    sys.argv = [spec.origin, *arguments]
    sys.modules["__main__"] = main
    try:
        exec(code, main.__dict__)
    except SystemExit as stop:
        return stop.code
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return None


def main():
    mark = sys.argv[1]
    for line in sys.stdin.read().splitlines():
        module, *arguments = json.loads(line)
        print(mark, module, *arguments)
        status = run(module, arguments)
        sys.stdout.flush()
        print(mark, "end", status, flush=True)


if __name__ == "__main__":
    main()
