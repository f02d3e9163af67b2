import sys

names = {'b': 2, 'a': 1}
print('hello', sorted(names), f'{3.14159:.2f}', 2**100)
print(sys.version_info[:2], sys.implementation.name)
