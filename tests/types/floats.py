# float: repr, rounding, special values, arithmetic with ints, conversions.
for x in (0.1, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.5e300, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3,
          100.0, -0.0, 2.5, 1e22, 1e23, 9007199254740993.0, 4.35, 1e100):
    print(repr(x), str(-x), x == float(repr(x)))
inf, nan = float('inf'), float('nan')
print(inf, -inf, nan, inf - inf, inf > 10**400, nan == nan, nan != nan, [nan] == [nan], inf == inf, nan < 1)
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 1e20)], [round(x, 1) for x in (0.25, 0.35, 2.675, 1e-9)], round(2.675, 2))
print(round(1234.5678, -2), round(-2.5, 0), type(round(1.0)), type(round(1.0, 0)))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), 0.0 // 1, -1e-20 % 1, 1e308 * 10, 5 // 0.3)
print(2.0**0.5, 2**0.5, (-8.0)**2, (-8) ** (1 / 3), 0.0**0, 1e200**2 if False else 'skip', 2.0**-1074)
print(int(1e20), int(-1.9), (1.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (0.1).hex())
print(float.fromhex('0x1.8p1'), float('1e5'), float(' -1_0.5 '), float('.5'), float('5.'), float('-inf'), float('NaN'))
print(hash(1.0), hash(0.5), hash(inf), hash(-inf), hash(2.0**70) == hash(2**70), hash(-0.0), hash(1e300))
print(1.0 == 1, 0.1 + 0.2 == 0.3, 1e16 + 1 == 10**16 + 1, 0.5 < 1, 2**53 + 1.0, 3 * 0.1, 1 - 0.9, sum([0.1] * 10))
print(f'{3.14159:.2f} {1e10:g} {1e-10:g} {123456.789:e} {0.5:%} {1234567.891:,.2f} {-0.0:.0f} {2.5:.0f} {3.5:.0f} {1e21:.1f}')
print('%.3f %e %g %5.1f|%-8.2f|%+d' % (1.0005, 12345.678, 0.0001, 2.25, 3.0, 4))
print(format(1.0, ''), format(1e16, '.3'), format(123.456, 'n'), format(0.1, '.20f'), format(1e-7, '.10g'), format(5.0, '08.2f'))
print(max(1, 1.0), min(2.0, 2), sorted([3, 1.5, 2]), abs(-2.5), -(-0.0), bool(0.0), bool(nan))
print(complex(1, -2), 1j * 1j, (3 + 4j).conjugate(), abs(3 + 4j), (1 + 2j) / (1 - 1j), complex('1+2j'), 2j**2, -0j)
for bad in ("float('')", "float('1e')", '1.0 / 0', '1.0 // 0', '1.0 % 0', '0.0 ** -1', '1e200 ** 2', "float('1__0')", 'float([])',
            '1.0 << 1', "round(float('inf'))", 'complex("x")', '1j < 2', '1j // 1', 'int(1e400)', 'float.fromhex("q")', '10.0 ** 400'):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)
x = 0.0
for i in range(1000):
    x += 0.1 * i
print(x, x.real, x.imag)
