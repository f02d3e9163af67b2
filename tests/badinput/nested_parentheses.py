# Depth limits of the parser and of nested data.
for depth in (50, 150):
    print(depth, eval('(' * depth + '1' + ')' * depth))
for opening, closing in ('()', '[]', '{}'):
    try:
        eval(opening * 10000 + closing * 10000)
    except (SyntaxError, MemoryError, RecursionError) as error:
        print(opening, type(error).__name__, getattr(error, 'msg', error))
try:
    compile('-' * 100000 + '1', 's', 'eval')
except (SyntaxError, MemoryError, RecursionError) as error:
    print(type(error).__name__)
try:
    compile('x' + '.a' * 100000, 's', 'eval')
except (SyntaxError, MemoryError, RecursionError) as error:
    print(type(error).__name__)
for postfix in '[0]', '()', ' + x':
    try:
        compile('x' + postfix * 100000, 's', 'eval')
    except (SyntaxError, MemoryError, RecursionError) as error:
        print(type(error).__name__)
print(len(compile('x' + '.a' * 2000 + ' + 1' * 2000, 's', 'eval').co_names))
print(len(eval('[' + '1,' * 20000 + ']')), eval('+'.join(['1'] * 500)))
source = ''.join('    ' * i + 'if x:\n' for i in range(98)) + '    ' * 98 + 'y = 1\n'
compile(source, 's', 'exec')
try:
    compile(''.join(' ' * i + 'if x:\n' for i in range(120)) + ' ' * 120 + 'y = 1\n', 's', 'exec')
except SyntaxError as error:
    print(type(error).__name__, error.msg)
try:
    compile(''.join(' ' * i + 'for a in b:\n' for i in range(25)) + ' ' * 25 + 'y = 1\n', 's', 'exec')
except SyntaxError as error:
    print(type(error).__name__, error.msg)
deep = []
for _ in range(100000):
    deep = [deep]
try:
    repr(deep)
except RecursionError:
    print('repr stops')
while deep:
    deep = deep[0]
print('unwound')
