"""Digests of CPython's ASTs over its library and test suite.

Usage: python3.14 digest_asts.py OUTPUT [DIR]

Writes one JSON object to OUTPUT: path -> MD5 of ast.dump(ast.parse(source), include_attributes=True), or null
where CPython rejects the file. DIR defaults to the standard library of the interpreter that runs this. Paths
are relative to DIR.
"""
import ast
import hashlib
import json
import os
import sys
import sysconfig
import tokenize
import warnings


def read(path):
    """The file's text, None when its encoding cannot be decided: nothing for a parser of text."""
    try:
        with tokenize.open(path) as file:
            return file.read()
    except (SyntaxError, UnicodeDecodeError):
        return None


def digest(source):
    try:
        tree = ast.parse(source)
        text = ast.dump(tree, include_attributes=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return hashlib.md5(text.encode('utf-8', 'surrogatepass')).hexdigest()


def python_files(root):
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            if name.endswith('.py'):
                yield os.path.relpath(os.path.join(folder, name), root)


def main():
    warnings.simplefilter('ignore')
    output = sys.argv[1]
    root = sys.argv[2] if len(sys.argv) > 2 else sysconfig.get_path('stdlib')
    sources = ((path, read(os.path.join(root, path))) for path in python_files(root))
    digests = {path: digest(source) for path, source in sources if source is not None}
    with open(output, 'w') as file:
        json.dump({'root': root, 'version': sys.version, 'digests': digests}, file, indent=0)


if __name__ == '__main__':
    main()
