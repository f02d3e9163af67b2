"""Prints, as one JSON line per source file named on stdin, what CPython's compiler makes of it: the fields of all code objects, the
symbol table, the warnings, or the error. Run with real CPython 3.14; compare-code.ts reads it."""
import json, sys, symtable, warnings

sys.setrecursionlimit(100000)


def clean(s):
    return s.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def codes(co, out):
    out.append({
        "name": clean(co.co_name), "qualname": clean(co.co_qualname), "firstlineno": co.co_firstlineno, "flags": co.co_flags,
        "argcount": co.co_argcount, "posonlyargcount": co.co_posonlyargcount, "kwonlyargcount": co.co_kwonlyargcount,
        "varnames": co.co_varnames, "cellvars": co.co_cellvars, "freevars": co.co_freevars, "names": co.co_names,
        "lines": sorted({l for _, _, l in co.co_lines() if l}),
        "calls": call_positions(co),
    })
    for k in co.co_consts:
        if hasattr(k, "co_code"): codes(k, out)
    return out


def call_positions(co):
    """Positions of the calls and attribute loads."""
    import dis
    out = set()
    for i in dis.get_instructions(co):
        if i.baseopname in ("CALL", "CALL_KW", "CALL_FUNCTION_EX", "LOAD_ATTR", "BINARY_OP", "COMPARE_OP"):
            p = i.positions
            if p.lineno is not None: out.add((p.lineno, p.end_lineno, p.col_offset, p.end_col_offset))
    return sorted(out)


def table(t):
    raw = t._table
    return {
        "name": raw.name, "type": raw.type, "lineno": raw.lineno, "nested": bool(raw.nested),
        "symbols": raw.symbols, "varnames": raw.varnames, "children": [table(c) for c in t.get_children()],
    }


for line in sys.stdin:
    path = line.strip()
    result = {"path": path}
    try:
        with open(path, "rb") as f: source = f.read()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            co = compile(source, path, "exec", dont_inherit=True)
        result["codes"] = codes(co, [])
        result["warnings"] = sorted([str(w.message), w.lineno] for w in caught)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result["table"] = table(symtable.symtable(source, path, "exec"))
    except (SyntaxError, ValueError) as e:
        result["error"] = str(e)
    print(json.dumps(result))
    sys.stdout.flush()
