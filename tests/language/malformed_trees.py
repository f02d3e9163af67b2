# Trees that no source text has: compile() refuses them.
import ast
N = ast.Constant(1)
P = ast.Pass()
def t(*nodes):
    try:
        m = ast.fix_missing_locations(ast.Module(list(nodes), []))
        compile(m, 'x', 'exec'); print('ok')
    except BaseException as e: print(type(e).__name__, e)
E_ = ast.Expr
A = ast.arguments([],[],None,[],[],None,[])
t(E_(ast.BoolOp(ast.And(), [N])))
t(E_(ast.BoolOp(ast.And(), [])))
t(E_(ast.Compare(N, [], [])))
t(E_(ast.Compare(N, [ast.Eq()], [])))
t(E_(ast.Compare(N, [], [N])))
t(E_(ast.Dict([N], [])))
t(ast.Delete([]))
t(ast.Assign([], N))
t(ast.Import([]))
t(ast.ImportFrom('a', [], 0))
t(ast.Global([]))
t(ast.Nonlocal([]))
t(ast.FunctionDef('f', A, [], []))
t(ast.AsyncFunctionDef('f', A, [], []))
t(ast.ClassDef('f', [], [], [], []))
S = ast.Name('x', ast.Store())
t(ast.For(S, N, [], []))
t(ast.While(N, [], []))
t(ast.If(N, [], []))
t(ast.With([], [P]))
t(ast.With([ast.withitem(N)], []))
t(ast.Try([], [], [], []))
t(ast.Try([P], [], [], []))
t(ast.Try([P], [], [P], [P]))
t(ast.Try([P], [ast.ExceptHandler(None, None, [])], [], []))
t(ast.Match(N, []))
t(ast.Match(N, [ast.match_case(ast.MatchAs(), None, [])]))
t(E_(ast.ListComp(N, [])))
t(E_(ast.GeneratorExp(N, [])))
t(E_(ast.DictComp(N, N, [])))
t(ast.AsyncFor(S, N, [], []))
t(ast.AsyncWith([], [P]))
t(ast.TryStar([P], [], [], []))
t(ast.AnnAssign(S, N, N, 5))
t(ast.ImportFrom('a', [ast.alias('b')], -1))
t(ast.Match(N, [ast.match_case(ast.MatchOr([ast.MatchAs()]), None, [P])]))
t(ast.FunctionDef('f', ast.arguments([],[],None,[],[],None,[N]), [P], []))
t(ast.FunctionDef('f', ast.arguments([],[],None,[ast.arg('a')],[],None,[]), [P], []))

# Contexts, names, patterns, positions.
L, ST = ast.Load(), ast.Store()
X, XS = ast.Name('x', L), ast.Name('x', ST)
def m(pattern):
    t(ast.Match(X, [ast.match_case(pattern, None, [P])]))
t(E_(XS))
t(ast.Assign([X], N))
t(ast.Assign([N], N))
t(ast.Delete([ast.Tuple([XS], ast.Del())]))
t(ast.AugAssign(X, ast.Add(), N))
t(ast.Raise(None, X))
t(E_(ast.NamedExpr(N, N)))
t(E_(ast.NamedExpr(X, N)))
t(ast.TypeAlias(N, [], N))
t(ast.AnnAssign(ast.Attribute(X, 'b', ST), X, None, 1))
t(ast.For(X, N, [P], []))
t(E_(ast.ListComp(N, [ast.comprehension(X, N, [], 0)])))
t(ast.With([ast.withitem(N, X)], [P]))
t(E_(ast.FormattedValue(X, 999, None)))
t(E_(ast.TemplateStr([X])))
t(E_(ast.Constant([])))
t(ast.If(X, [None], []))
t(E_(ast.Call(X, [None], [])))
for name in 'True', 'None':
    t(ast.FunctionDef(name, A, [P], []))
    t(ast.Import([ast.alias('a', name)]))
    t(ast.Try([P], [ast.ExceptHandler(X, name, [P])], [], []))
    m(ast.MatchAs(name=name))
m(ast.MatchAs(name='_'))
m(ast.MatchAs(ast.MatchAs()))
m(ast.MatchStar())
m(ast.MatchValue(ast.Constant(True)))
m(ast.MatchValue(X))
m(ast.MatchValue(ast.UnaryOp(ast.USub(), ast.Constant(1))))
m(ast.MatchValue(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(1))))
m(ast.MatchValue(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(1j))))
m(ast.MatchSingleton('x'))
m(ast.MatchMapping([N], []))
m(ast.MatchMapping([], [], '_'))
m(ast.MatchClass(N, [], [], []))
m(ast.MatchClass(X, [], ['a'], []))
for lines, columns in ((1, 1), (1, 0)), ((2, 1), (0, 0)), ((-1, 2), (0, 1)), ((1, 1), (-1, 2)), ((1, 2), (5, 0)):
    t(ast.Pass(lineno=lines[0], end_lineno=lines[1], col_offset=columns[0], end_col_offset=columns[1]))
for tree in ast.Module([P], []), ast.Module([ast.Import([ast.alias('a')], lineno=1, col_offset=0)], []), ast.Module([ast.Expr(X, lineno=None, col_offset=0)], []):
    for node in ast.walk(tree):
        for field in 'lineno', 'col_offset':
            if hasattr(node, field) and getattr(node, field) is not None and not isinstance(node, ast.Import): delattr(node, field)
    try: compile(tree, 'x', 'exec')
    except Exception as e: print(type(e).__name__, e)

# Trees as the compiler takes them, and syntax of older versions.
for source in ('__debug__', "'%s %5r %%-%-3a' % (a, b, c)", "'%d' % (a,)", "'%s' % (*a,)", 'match a:\n  case -1 | 1 - 2j | {-3: 4}: pass',
               'def f():\n  "doc"', 'def f():\n  "doc"\n  "no doc"', 'class C:\n  "doc"\n  x: 1 + 2'):
    for level in -1, 1, 2:
        print(ast.dump(ast.parse(source, optimize=level)))
tree = ast.parse('__debug__')
print(ast.dump(ast.parse(tree, optimize=1)), ast.dump(tree), ast.parse(tree) is tree)
for source, version in (('x: int = 1', 5), ('(x := 1)', 7), ('def f(a, /): pass', 7), ('match a:\n  case 1: pass', 9),
                        ('try: pass\nexcept* A: pass', 10), ('type X = int', 11), ('def f[T](): pass', 11), ('class X[T=int]: pass', 12),
                        ('try: pass\nexcept A, B: pass', 13), ("t'{x}'", 13), ('async def f(): pass', 4), ('1_000', 5), ('a @ b', 4)):
    for minor in version, 14:
        try: print(type(ast.parse(source, feature_version=(3, minor)).body[0]).__name__)
        except SyntaxError as e: print(e)
