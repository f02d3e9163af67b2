"""Prints random control-flow programs as JSON lines {source, output}: what real CPython 3.14 prints for each.

    python3.14 fuzz-programs.py SEED COUNT

fuzz.ts runs them on the toy machine and compares.
"""
import contextlib, gc, io, json, random, re, sys

VARS = ["a", "b", "c", "d"]


class Cm:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, exc, tb):
        print("exit", self.name, kind.__name__ if kind else None)
        return self.suppress


def show(e):
    """An exception without messages that only CPython words like that."""
    return None if e is None else type(e).__name__ + (repr(list(e.args)) if type(e) in (ValueError, KeyError, StopIteration) else "")


class Program:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.tag = 0
        self.generator = False
        self.loops = 0
        self.star = False
        self.mode = self.r.choice(["function", "function", "module", "cells"])

    def cond(self):
        r = self.r
        return r.choice([
            f"t() % {r.randint(2, 4)}", f"t() % {r.randint(2, 4)} == 0", f"not t() % {r.randint(2, 3)}", f"{self.expr(1)} < {self.expr(1)}",
            f"t() % 2 and t() % 3", f"t() % 2 or t() % 3 == 1", f"1 < t() % 5 <= {r.randint(2, 4)}", f"(t() % 2 if t() % 3 else t() % 5)", f"t() % 7 in (1, 2, 4)",
            f"(w := t() % 3) and w < 2", "exception() is None", f"not (t() % 2 and not t() % 3)", "True", "False", "None is not None",
        ])

    def expr(self, depth):
        r = self.r
        if depth <= 0: return r.choice([r.choice(VARS), str(r.randint(0, 5)), "t()"])
        e = lambda: self.expr(depth - 1)
        v = r.choice(VARS)
        # CPython 3.14.10 confuses the two cells of a name that is free in a function and captured from a comprehension in it.
        captured = "z" if self.mode == "cells" else v
        return r.choice([
            lambda: f"({e()} + {e()})", lambda: f"({e()} - {e()})", lambda: f"({v} + ({v} := {e()}))", lambda: f"({v} if {self.cond()} else {e()})",
            lambda: f"len([{v} for {v} in range({r.randint(0, 3)}) if {v} != 1])", lambda: f"len([({v}, {r.choice(VARS)}) for {v} in range(2) for {r.choice(VARS)} in range({v} + 1)])",
            lambda: f"len([({v} := q) + {r.choice(VARS)} for q in range({r.randint(0, 3)}) if q != {r.choice(VARS)}])",
            lambda: f"len({{q: ({v} := q, {r.choice(VARS)}) for q in range(2)}})", lambda: f"({v} + len([{v} := {e()}]) + {v})", lambda: f"f2({v}, {v} := {e()}, k={v})",
            lambda: f"len(list({r.choice(VARS)} + q for q in range(2)))", lambda: f"(len(list(({v} := q) for q in range(3))) + {v})" if r.random() < .2 else v,
            lambda: f"[{v}, {e()}, {v}][{v} != 1]", lambda: f"(lambda q: q + {v})({e()})", lambda: f"({v} < ({v} := {e()}) < {v} + 3) + 0",
            lambda: f"(t() and {e()})", lambda: f"(0 or {e()})", lambda: f"({v}, {e()}, {v} := {e()})[1]" if False else f"({v}, {e()}, ({v} := {e()}))[0]",
            lambda: f"(lambda {v}=1: {v} + {r.choice(VARS)})()", lambda: f"f2({v}, *[{e()}], k={v})", lambda: f"len([lambda: {captured} for {captured} in range(2)])", e, e,
        ])()

    def print(self):
        self.tag += 1
        return f"print({self.tag}, {', '.join(VARS)})"

    def simple(self):
        r = self.r
        v, u = r.choice(VARS), r.choice(VARS)
        options = [
            lambda: f"{v} = {self.expr(2)}", lambda: f"{v} += {self.expr(1)}", lambda: f"{v}, {u} = {u}, {v}", lambda: f"{v}, {u} = {u}, {self.expr(1)}",
            lambda: f"{v}, *{u} = [{self.expr(1)}, 2, 3]; {u} = len({u})", lambda: f"{v} = {u} = {self.expr(1)}", lambda: self.print(), lambda: self.print(),
            lambda: f"l = [0, 0, 0]; {v}, l[1] = 1, {u}; {v} += l[1]", lambda: "raise ValueError(t())" if r.random() < .5 else "raise KeyError(1) from None",
            lambda: f"print(t() if {self.cond()} else {v})",
        ]
        if self.loops and not self.star: options += [lambda: "break", lambda: "continue"]
        if not self.star and self.mode != "module": options += [lambda: f"return {self.expr(1)}"]
        if self.generator: options += [lambda: f"{v} = (yield {u}) or 1"] * 3 + [lambda: f"{v} = (yield from keep(inner({u}))) or 1", lambda: f"print([{v} for {v} in (yield)] if False else 1)"]
        return r.choice(options)()

    def block(self, depth, out, indent):
        for _ in range(self.r.randint(1, 3)): self.stmt(depth, out, indent)

    def nested(self, depth, out, indent, loop=0):
        self.loops += loop
        self.block(depth - 1, out, indent + 1)
        self.loops -= loop

    def stmt(self, depth, out, indent):
        r = self.r
        put = lambda s: out.append("    " * indent + s)
        if depth <= 0 or r.random() < .3: return put(self.simple())
        kind = r.choice(["if", "ifelse", "for", "while", "tryexcept", "tryexcept", "tryfinally", "tryfinally", "tryall", "with", "with2", "del", "match", "forelse"])
        v = r.choice(VARS)
        if kind in ("if", "ifelse"):
            put(f"if {self.cond()}:"); self.nested(depth, out, indent)
            if kind == "ifelse":
                if r.random() < .4: put(f"elif {self.cond()}:"); self.nested(depth, out, indent)
                put("else:"); self.nested(depth, out, indent)
        elif kind in ("for", "forelse"):
            put(f"for {v} in range({r.randint(0, 3)}):"); self.nested(depth, out, indent, 1)
            if kind == "forelse": put("else:"); self.nested(depth, out, indent)
        elif kind == "while":
            put(f"while {self.cond()}:"); put("    t()"); self.nested(depth, out, indent, 1)
            if r.random() < .3: put("else:"); self.nested(depth, out, indent)
        elif kind == "with":
            put(f"with cm({r.randint(0, 9)}, {r.random() < .3}) as {v}:"); self.nested(depth, out, indent)
        elif kind == "with2":
            put(f"with cm({r.randint(0, 9)}), cm({v}, {r.random() < .3}):"); self.nested(depth, out, indent)
        elif kind == "del":
            put(f"del {v}"); put("try:"); self.nested(depth, out, indent); put("except NameError:"); put(f"    {v} = 7; print('unbound')")
            put(f"{v} = 3")
        elif kind == "match":
            put(f"match [({self.expr(1)}), t() % 3, {v}]:")
            put(f"    case [0, *{v}]:"); put(f"        {v} = len({v})"); self.nested(depth, out, indent + 1)
            put(f"    case [{v}, 1 | 2, _] if {self.cond()}:"); self.nested(depth, out, indent + 1)
            put(f"    case [(1 | 3) as {v}, *_, 4]:"); self.nested(depth, out, indent + 1)
            put("    case _:"); self.nested(depth, out, indent + 1)
        else:
            put("try:"); self.nested(depth, out, indent)
            if kind != "tryfinally":
                if r.random() < .5: put(f"except ValueError as {r.choice(['e', v])}:" if r.random() < .5 else "except (KeyError, ValueError):"); self.nested(depth, out, indent); 
                put(r.choice(["except Exception as e:", "except RuntimeError:", "except KeyError as e:"])); put("    print(show(exception()))")
                self.nested(depth, out, indent)
                if r.random() < .3: put("    raise")
                if r.random() < .3: put("else:"); self.nested(depth, out, indent)
            if kind != "tryexcept": put("finally:"); put("    print('finally', show(exception()))"); self.nested(depth, out, indent)

    def module(self, out):
        out += ["a = 1; b = 2; c = 3; d = 4"]
        for _ in range(4): self.stmt(3, out, 0)
        return out + [self.print()]

    def cells(self, out):
        out += ["def outer():", "    a = 1; b = 2; c = 3; d = 4", "    def f():", "        nonlocal a, b, c, d"]
        if self.generator: out.append("        yield 0")
        for _ in range(3): self.stmt(3, out, 2)
        out += ["    def g(): return [a, b, c, d]", "    return f, g", "f, g = outer()"]
        out += ["try: print('result', list(f()))" if self.generator else "try: print('result', f())", "except Exception as e: print('error', show(e))"]
        return out + ["try: print(g())", "except NameError as e: print('unbound')"]

    def source(self):
        out = ["n = [0]", "def t():", "    n[0] += 1", "    if n[0] > 150: raise RuntimeError('enough')", "    return n[0]",
               "def f2(x, *y, k=0, **z): return x + len(y) + k", "def inner(x):", "    try:", "        y = yield x", "        print('inner', y)", "        yield 2",
               "    except ValueError: print('inner ValueError')", "    finally: print('inner done')", "    return 5"]
        self.generator = self.mode != "module" and self.r.random() < .4
        if self.mode == "module": return "\n".join(self.module(out)) + "\n"
        if self.mode == "cells": return "\n".join(self.cells(out)) + "\n"
        out.append("def f(a, b=2, *, c=3):"); out.append("    d = 4")
        if self.generator: out.append("    yield 0")
        for _ in range(3): self.stmt(3, out, 1)
        out.append(f"    {self.print()}")
        if self.r.random() < .3: out += ["    g = lambda: (a, b)", "    print(g())"]
        if self.generator:
            out += ["g = keep(f(1))", "step = 0", "try:", "    while step < 12:", "        step += 1",
                    "        if step % 5 == 3: print('threw', g.throw(ValueError(step)))", "        elif step % 4 == 2: print('sent', g.send(step))",
                    "        else: print('got', next(g))", "    g.close()", "except StopIteration as s: print('stop', s.args)", "except Exception as e: print('error', show(e))"]
        else:
            out += ["try: print('result', f(1))", "except Exception as e: print('error', show(e))"]
        out.append("print(show(exception()))")
        return "\n".join(out) + "\n"


def run(source):
    buffer = io.StringIO()
    kept = []
    keep = lambda g: kept.append(g) or g  # no finaliser may print
    names = {"keep": keep, "cm": Cm, "exception": sys.exception, "show": show, "range": lambda *a: list(range(*a))}
    with contextlib.redirect_stdout(buffer):
        try: exec(compile(source, "fuzz", "exec"), names)
        except BaseException as e: print("uncaught", show(e))
        output = buffer.getvalue()
        kept.clear()
        names.clear()
        gc.collect()
    return output


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    for i in range(seed, seed + count):
        source = Program(i).source()
        try: compile(source, "fuzz", "exec")
        except SyntaxError as e: continue
        output = run(source)
        if re.search(r"\d{15}", output): continue  # the toy machine's ints are doubles
        print(json.dumps({"seed": i, "source": source, "output": output}))
