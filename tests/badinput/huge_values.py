# Sizes that cannot be: each must raise, quickly, and leave the program running.
import sys

for case in ("'a' * sys.maxsize", '[0] * sys.maxsize', "b'x' * (sys.maxsize + 1)", '(1,) * 2**70', "'a' * -5", 'range(2**70)[2**65]', 'len(range(2**70))',
             "'x'.zfill(2**70)", 'bytes(2**70)', '[1][2**70]', "'abc'[2**70:]", "'abc'[-2**70:2**70]", '1 << 2**70', "'%*d' % (2**70, 1)",
             'list(range(3))[::2**70]', "'a'.center(2**70)", 'round(1, 2**70)', 'round(1.5, 2**40)', '2.0 ** 10**10', 'chr(2**70)',
             "int('9' * 4301)", "'abc'.find('b', 2**70)", "'a' in 'b' * 10**6", 'sum(range(10**5))', 'hash(2**61 - 1)', 'hash(-(2**61))', 'hash(2**10000)'):
    try:
        print(case, '=', eval(case))
    except Exception as error:
        print(case, '->', type(error).__name__, error)
