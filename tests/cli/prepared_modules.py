# Modules that a start may bring ready-made: their tables are found by the hashes of this process, their files and names are
# those of an import, and a file of the program's folder goes before them.
import sys

before = set(sys.modules)
import re
print(sorted(set(sys.modules) - before))
import typing, contextlib, enum, functools, collections, collections.abc, types, operator, keyword, reprlib, copyreg, os
import argparse, ast, dataclasses, dis, inspect, json, string, textwrap, tokenize, traceback, weakref

modules = [re, typing, contextlib, enum, functools, collections, types, operator, keyword, reprlib, copyreg, os]
modules += [argparse, ast, dataclasses, dis, inspect, json, string, textwrap, tokenize, traceback, weakref]
seen = set()
lost = []


def walk(value, place, depth):
    if id(value) in seen or depth > 6:
        return
    seen.add(id(value))
    if isinstance(value, types.MappingProxyType):
        value = dict(value)
    if isinstance(value, dict):
        for key, inner in list(value.items()):
            if key not in value:
                lost.append((place, key))
            walk(key, place, depth + 1)
            walk(inner, '%s[%r]' % (place, key), depth + 1)
    elif isinstance(value, (set, frozenset)):
        lost.extend((place, item) for item in list(value) if item not in value)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            walk(inner, place, depth + 1)
    elif isinstance(value, type):
        if value.__module__ in names:
            walk(value.__dict__, value.__qualname__, depth + 1)
    elif isinstance(value, types.FunctionType):
        walk(value.__dict__, value.__qualname__, depth + 1)
        walk(value.__defaults__, value.__qualname__, depth + 1)
        for cell in value.__closure__ or ():
            walk(cell.cell_contents, value.__qualname__, depth + 1)


names = {module.__name__ for module in modules}
for module in modules:
    walk(dict(vars(module)), module.__name__, 0)
print(lost, len(seen) > 1000)
for module in modules:
    spec = module.__spec__
    print(module.__name__, spec.name, type(spec.loader).__name__ in ('SourceFileLoader', 'type'), '__file__' in vars(module))
print(re.findall(r'(\w)=(\d)', 'a=1 b=2'), re.sub('(?i)X', '-', 'axbX'), re.compile('a') is re.compile('a'))
print(typing.Optional[int], typing.get_type_hints(walk), typing.Union[int, str] == typing.Union[str, int])


@functools.lru_cache
def cached(*key):
    return len(key)


print([cached('a', 'b') for _ in range(2)], cached.cache_info())

from _spawn import run

run('data/shadow/main.py')
run('-c', 'import enum', env={'PYTHONPATH': 'data/shadow'})
run('-c', 'import sys; sys.modules["keyword"] = None\ntry:\n  import collections\nexcept ImportError as e:\n  print(e)')
run('-c', 'import importlib; e = importlib.import_module("enum"); import re; print(re.enum is e)')
run('-c', 'import sys; sys.meta_path.clear()\ntry:\n  import re\nexcept ImportError as e:\n  print(e)')
