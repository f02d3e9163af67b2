"""Records what CPython says of small sources, for the unit tests.

    $PYSTON_ORACLE scripts/record_cases.py

Reads tests/data/invalid.txt and tests/data/valid.txt (sources separated by lines of `---`) and writes tests/data/invalid.json (source, error) and
tests/data/valid.json (source, dump with attributes).
"""
import ast
import json
import os
import warnings

warnings.simplefilter("ignore")
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests/data/")


def sources(name):
    with open(DATA + name, encoding="utf-8", newline="") as file:
        yield from file.read().removesuffix("\n").split("\n---\n")


def error(source):
    try:
        ast.parse(source)
    except SyntaxError as e:
        return [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    raise AssertionError("CPython accepts " + repr(source))


def write(name, rows):
    with open(DATA + name, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")


write("invalid.json", [[s, error(s)] for s in sources("invalid.txt")])
write("valid.json", [[s, ast.dump(ast.parse(s), include_attributes=True)] for s in sources("valid.txt")])
