"""Digests of CPython's AST for comparison with ours.

    $PYSTON_ORACLE scripts/ast_digests.py digests DIR...   one line per file: md5 of the dump (or - when rejected), path
    $PYSTON_ORACLE scripts/ast_digests.py dump FILE        the dump itself, indented
"""
import ast
import hashlib
import os
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(100_000)


def files(roots):
    for root in roots:
        if os.path.isfile(root):
            yield root
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                if name.endswith(".py"):
                    yield os.path.join(folder, name)


def dump(path, indent=None):
    with open(path, "rb") as file:
        tree = ast.parse(file.read(), path)
    return ast.dump(tree, include_attributes=True, indent=indent)


if sys.argv[1] == "dump":
    print(dump(sys.argv[2], indent=1))
else:
    for path in files(sys.argv[2:]):
        try:
            digest = hashlib.md5(dump(path).encode("utf-8", "surrogatepass")).hexdigest()
        except (SyntaxError, ValueError):
            digest = "-"
        print(digest, path, flush=True)
