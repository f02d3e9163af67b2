"""Writes asdl/nodes.txt: one line per AST node class of the running CPython.

Line format: SUM NODE ATTRS FIELD...   (FIELD is name:type with ASDL's ? and *, ATTRS is + when the node
has the four position attributes). Singleton sums (operators, contexts) are written as `enum SUM NAME...`.

    $PYSTON_ORACLE scripts/asdl_from_oracle.py > asdl/nodes.txt
"""
import ast
import re

ENUMS = ("boolop", "cmpop", "expr_context", "operator", "unaryop")
SUMS = ("mod", "stmt", "expr", "pattern", "type_param", "excepthandler", "type_ignore")
PRODUCTS = ("comprehension", "arguments", "arg", "keyword", "alias", "withitem", "match_case")


def line(sum_name, signature, positioned):
    name, _, rest = signature.partition("(")
    fields = re.findall(r"(\w+[?*]*) (\w+)", rest)
    words = [sum_name, name, "+" if positioned else "-"]
    return " ".join(words + [f"{field}:{kind}" for kind, field in fields])


for name in ENUMS:
    doc = getattr(ast, name).__doc__
    print("enum", name, *re.findall(r"\w+", doc.partition("=")[2]))
for name in SUMS:
    cls = getattr(ast, name)
    for alternative in cls.__doc__.partition("=")[2].split("|"):
        print(line(name, alternative.strip(), bool(cls._attributes)))
for name in PRODUCTS:
    cls = getattr(ast, name)
    print(line("-", cls.__doc__, bool(cls._attributes)))
