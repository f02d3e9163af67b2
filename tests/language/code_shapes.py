# What a code object says about itself fits together; what compile() takes.
def plain(a):
    b = a + 1

    return b


def branches(a):
    if a:
        return 1
    for i in a:
        pass


def empty():
    pass


for function in plain, branches, empty:
    code = function.__code__
    lines = list(code.co_lines())
    print(lines[0][0], lines[-1][1] == len(code.co_code), len(list(code.co_positions())) * 2 == len(code.co_code))
    print([line - code.co_firstlineno for start, end, line in lines if line is not None and end > start][0])
    print(sorted({line - code.co_firstlineno for start, end, line in lines if line is not None}))
print(list(compile('x = 1\ny = 2', 's', 'exec').co_lines())[0], next(compile('', 's', 'exec').co_positions()))
print(plain.__code__.co_code == plain.__code__.replace(co_name='other').co_code, empty.__code__.co_code != plain.__code__.co_code)
for filename in 'file', b'file', bytearray(b'file'), 5, memoryview(b'file'), ['file']:
    try:
        print(compile('pass', filename, 'exec').co_filename)
    except TypeError as error:
        print(error)
