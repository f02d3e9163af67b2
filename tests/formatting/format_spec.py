# format(): every presentation type of int, float, str, and the errors.
numbers = [0, 7, -7, 1234567, 10**20, -10**20]
specs = ['', 'd', '5', '<8', '>8', '^8', '=+8', '+', '-', ' ', ',', '_', 'x', '#x', 'X', '#o', 'b', '#_b', '08', '+,d', 'c' if False else 'e', '.2f', 'g', '%', 'n', '*>+12,', '_x']
for spec in specs:
    print('%-6s' % spec, '|'.join(format(n, spec) for n in numbers))
floats = [0.0, -0.0, 1.5, -2.75, 1234567.891, 1e-7, 1e22, float('inf'), float('-nan')]
specs = ['', 'e', '.0e', 'E', 'f', '.0f', '.3f', 'F', 'g', '.3g', '#.3g', 'G', '%', '.1%', ',', '_.2f', '+.1f', ' ', '010.2f', '=+10.1f', '<10', '^10.1f', 'z.0f', '.10', 'n', '#', '.15g', '.17g', '012,.1f']
for spec in specs:
    print('%-8s' % spec, '|'.join(format(x, spec) for x in floats))
for spec in ['', 's', '10', '<10', '>10', '^10', '*^10', '.3', '10.3', '010', '.0']:
    print('%-6s' % spec, '|'.join(format(t, spec) for t in ['', 'abc', 'abcdefghijkl', 'é😀']))
for value, spec in [(1, 's'), ('a', 'd'), (1.5, 'd'), (1, '.2'), ('a', '+'), ('a', '='), ('a', ','), (1, ',x'), (1.0, 'x'), (1, '5.5d'), (1, 'dd'), (1, '99999999999999999999'), ([], '5'), (1, ',_'), (300000, 'c'), (10**7, 'c'), (1, '+c'), (1, ',c')]:
    try:
        print(value, spec, format(value, spec))
    except Exception as error:
        print(repr(value), spec, '->', type(error).__name__, error)
print(format(65, 'c'), format(0x1F600, 'c'), format(True, ''), format(True, 'd'), format(3, '>+5'), format(None, ''), format(2 + 3j, '.2f'), format(1j, '>10'))
