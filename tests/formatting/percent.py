# The % operator on str: flags, widths, mappings, errors.
print('%d|%5d|%-5d|%05d|%+d|% d|%i|%u' % (1, 2, 3, 4, 5, 6, 7, 8))
print('%x|%X|%#x|%o|%#o|%08.3f|%.0f|%#.0f' % (255, 255, 255, 8, 8, 3.14159, 2.5, 2.5))
print('%e|%E|%.2e|%g|%G|%.3g|%g|%g' % (12345.678, 0.00012, 1.0, 1e10, 1e-10, 1234.5, 0.0001, 1e5))
print('%s|%10s|%-10s|%.2s|%r|%a|%c|%c|%%' % ('a', 'b', 'c', 'defg', 'é', 'é', 65, 'z'))
print('%*d|%-*s|%.*f' % (5, 1, 6, 'ab', 2, 3.14159))
print('%(a)s %(b)05.1f %(a)r' % {'a': 'x', 'b': 2.25, 'unused': 1})
print('%s' % None, '%s' % [1], '%s' % ((1, 2),), '%s %s' % ('a', (1,)), '%d' % True, '%d' % 3.99, '%s' % {'k': 1})
print('%d' % 10**30, '%x' % 2**70, '%x' % -255, '%.3d' % 5, '%+.2e' % -0.0, '%5.1f|%-8g|' % (float('inf'), float('nan')))
print('%ld %hd' % (1, 2), '% 5d' % 42, '%-+5d|' % 3, '%+05d' % 7, '%#5x' % 10, '% x' % 5)


class Number:
    def __int__(self):
        return 5

    def __index__(self):
        return 6

    def __float__(self):
        return 7.5

    def __str__(self):
        return 'text'


print('%d %x %f %s' % (Number(), Number(), Number(), Number()))
cases = ["'%d' % 'a'", "'%d' % None", "'%x' % 1.5", "'%f' % 'a'", "'%c' % 'ab'", "'%c' % -1", "'%c' % 1.5", "'%s'  % ()", "'%s' % (1, 2)",
         "'x' % 1", "'%' % 1", "'%y' % 1", "'%(k)s' % 1", "'%(k)s' % {}", "'%(k' % {}", "'%*d' % ('a', 1)", "'%s %(k)s' % {'k': 1}", "'%d' % 1j", "'' % 5", "'%q' % ()", "'x' % {'a': 1}", "'%.*f' % (1,)"]
for case in cases:
    try:
        print(case, repr(eval(case)))
    except Exception as error:
        print(case, '->', type(error).__name__, error)
