"""Prints, as JSON lines on stdout, the AST of each source file named on stdin, in the shape of packages/parser.

Run with real CPython 3.14. Serves tests of the compiler that must not depend on our parser.
"""
import ast, base64, json, sys

sys.setrecursionlimit(100000)


def constant(v):
    if v is None: return {"t": "none"}
    if v is ...: return {"t": "ellipsis"}
    if isinstance(v, bool): return {"t": "bool", "v": v}
    if isinstance(v, int): return {"t": "int", "v": str(v) if v.bit_length() < 10000 else hex(v)}
    if isinstance(v, float): return {"t": "float", "v": v.hex()}
    if isinstance(v, complex): return {"t": "complex", "re": v.real.hex(), "im": v.imag.hex()}
    if isinstance(v, str): return {"t": "str", "v": [ord(c) for c in v]} if any(ord(c) > 0xD7FF for c in v) else {"t": "str", "v": v}
    if isinstance(v, bytes): return {"t": "bytes", "v": base64.b64encode(v).decode()}
    raise TypeError(v)


def convert(node, owner=None, field=None):
    if isinstance(node, ast.AST):
        kind = type(node).__name__
        if isinstance(node, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)): return kind
        out = {"nodeType": kind}
        for f in node._fields: out[f] = convert(getattr(node, f, None), node, f)
        for a in node._attributes: out[a] = getattr(node, a)
        return out
    if isinstance(node, list): return [convert(x, owner, field) for x in node]
    if isinstance(owner, (ast.Constant, ast.MatchSingleton)) and field == "value": return constant(node)
    if isinstance(owner, ast.Interpolation) and field == "str": return constant(node)
    return node


for line in sys.stdin:
    path = line.strip()
    try:
        with open(path, "rb") as f: tree = ast.parse(f.read(), path)
        print(json.dumps({"path": path, "ast": convert(tree)}))
    except (SyntaxError, ValueError) as e:
        print(json.dumps({"path": path, "error": str(e)}))
    sys.stdout.flush()
