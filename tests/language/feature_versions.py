"""ast.parse(feature_version=…): what older grammars did not have, and where the error stands."""
import ast

SOURCES = [
    "async def f(): pass", "await x", "a @ b", "a @= b", "async def f():\n async with x: pass",
    "async def f():\n async for a in x: pass", "async with (a as b): pass\n", "with (a as b): pass",
    "x: int = 1", "(a): int", "1_000", "async def f():\n  [x async for x in y]",
    "(x:=1)", "def f(a,/):pass", "def f(a, b=1, /, *c): pass", "lambda a, /: 1",
    "match x:\n case 1: pass", "try: pass\nexcept* X: pass",
    "def f[T](): pass", "type X = int", "class A[T]: pass", "def f[T=int](): pass",
    "t'a'", "t'' 'a'", "a=f'abc{x}' t'a' 'a'", "try: pass\nexcept A, B: pass",
]

for source in SOURCES:
    for minor in 4, 5, 7, 9, 10, 11, 12, 13, 14:
        try:
            ast.parse(source, feature_version=(3, minor))
        except SyntaxError as error:
            print(minor, error.msg, error.lineno, error.offset, error.end_offset)
        else:
            print(minor, "accepted", repr(source))
            break

# versions below the lowest that is supported count as it
print(ast.dump(ast.parse("x = 1", feature_version=(3, 0))))
for version in (2, 7), (4, 0):
    try:
        ast.parse("x", feature_version=version)
    except ValueError as error:
        print(version, error)
    else:
        print(version, "accepted")
