# Very long lines and tokens.
source = 'x = ' + '+'.join(['1'] * 2000) + '\n'
exec(source)
print(x)
text = 'y = "' + 'a' * 5_000_000 + '"\n'
exec(text)
print(len(y))
name = 'n' * 100_000
exec('%s = 1\nprint(%s)' % (name, name))
print(eval('[' + ', '.join(map(str, range(100_000))) + ']')[-1])
print(len(eval('"' + '\\u00e9' * 200_000 + '"')))
try:
    compile('z = (' + ' ' * 5_000_000 + '\n', 'long', 'exec')
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset)
try:
    compile('a' * 1_000_000 + ' b', 'long', 'exec')
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, len(error.text))
try:
    compile('#' * 5_000_000 + '\n?', 'long', 'exec')
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset)
try:
    eval('9' * 5000)
except SyntaxError as error:
    print(error.msg.split(';')[0])
print(eval('0x' + 'f' * 5000) % 1000003)
