# exec, eval, compile, globals, locals, vars, and syntax errors of generated code.
g = {'x': 10}
exec('y = x * 2\ndef f(): return x + y', g)
print(g['y'], g['f'](), sorted(k for k in g if k[0] != '_'), '__builtins__' in g)
print(eval('x + y', g), eval('x', {'x': 1}, {'x': 2}), eval(' 1 + 1'), eval(compile('3 * n', '<c>', 'eval'), {'n': 4}))


def scopes():
    a = 1
    exec('a = 2; b = 3')
    print(a, 'b' in locals(), sorted(locals()))
    ns = locals()
    ns['a'] = 99
    return a, eval('a + 1')


print(scopes())


class Trace(dict):
    def __missing__(self, key):
        return 'auto ' + key


print(eval('unknown', {}, Trace()), exec('z = 1', {}, t := Trace()), t)
code = compile('a = 1\nb = a + 1\n', 'made.py', 'exec')
print(type(code).__name__, code.co_filename, code.co_names, code.co_consts[0], [type(c).__name__ for c in code.co_consts])
single = compile('40 + 2', '<single>', 'single')
exec(single)
for source in ('1 +', 'x = = 1', 'def f(:', 'if True\n  pass', ' x = 1', 'if 1:\nx', 'a b', '(1, 2', '1)', "'abc", '"""abc', 'x = 1 +', 'return 1', 'break', 'yield', 'await x', 'f() = 1', '1 = x', 'x + 1 = 2',
               'def f(a, a): pass', 'def f(a=1, b): pass', 'f(a=1, 2)', 'f(a=1, a=2)', 'nonlocal x', 'def f():\n global x\n x = 1\n nonlocal x', 'lambda: (yield)', 'import', 'from x import', 'del f()', 'class', 'None = 1',
               'x = 08', '0b12', '1__0', '1.e', '5a', '@', 'a ? b', 'print "x"', 'exec "x"', 'try: pass', 'with: pass', 'for in x: pass', 'while', 'else: pass', 'async x', "f'{a b}'", "f'{'", '{1: 2, 3}', '{**a, *b}', '[*a for a in b]', 'a, b += 1', '(a, b): int',
               'x if y', 'not', 'a not b', '*a', '*a, = 1, *', 'def f(*): pass', 'def f(**a, b): pass', 'assert', 'raise from x', 'match x:\n case 1 | y: pass\n case z: pass', 'match x:\n case y: pass\n case 2: pass', '\t', 'if 1:\n\tx\n        y', 'é = 1; ² = 2', 'a\\ b', '$', 'x = (1\ny = 2', 'global x; x'):
    try:
        compile(source, '<s>', 'exec')
        print(repr(source), 'ok')
    except SyntaxError as e:
        print(repr(source), '->', type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
for call in ('eval("x = 1")', 'eval("")', 'exec(5)', 'eval("1", 5)', 'compile("x", "f", "nope")', 'eval("1\\n2")', 'compile("\\0", "f", "exec")', 'exec("x", None, 5)'):
    try:
        eval(call)
    except Exception as error:
        print(call, '->', type(error).__name__, error)

for call in (lambda: compile('x = "\ud800"', 'f', 'exec'), lambda: eval('"\udcff"'), lambda: exec('\n' * 3 + 'y = "é\udc80"')):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error.args[0], error.args[2:], error)
