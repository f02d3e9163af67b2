# int: exact arithmetic across the machine-word and double boundaries, conversions, bit operations.
edges = [0, 1, -1, 2**31 - 1, -2**31, 2**53 - 1, 2**53, 2**53 + 1, -2**53, 2**63 - 1, 2**63, -2**63, 10**20, 2**100]
for n in edges:
    print(n, n + 1, n - 1, n * n, n // 7, n % 7, -n // 7, -n % 7, n.bit_length(), n & 0xFF, n ^ -1, hash(n))
print([a // b for a in (7, -7) for b in (2, -2)], [a % b for a in (7, -7) for b in (2, -2)])
print(divmod(10**30, -7), divmod(-10**30, 7), (10**30) // (10**15 + 1))
print(2**10, 2**-2, (-2)**3, (-8)**2, 0**0, pow(2, 1000, 1007), pow(3, -1, 7), 10**25 >> 20, 1 << 70, -1 >> 3, -5 >> 1)
print(6 & -4, 6 | -4, 6 ^ -4, ~(2**64), (2**64) & -(2**3), -(2**70) | 1, (2**65) ^ (2**65))
print(7 / 2, 10**30 / 10**28, 1 / 3, 2**53 / 1, (2**53 + 1) / 2, 10**400 // 10**398)
print(int('  -42\n'), int('0x_ff', 16), int('0b101', 0), int('z', 36), int('1_000'), int(b'17'), int(3.99), int(-3.99))
print(hex(255), oct(8), bin(-5), hex(-2**70), f'{2**70:x} {255:#b} {255:_b} {1234567:,}')
print(True + True, True * 3, isinstance(True, int), True == 1, hash(True), str(False), int(True), ~True + 0 if False else -1)
print((5).to_bytes(2, 'big'), (-2).to_bytes(2, 'little', signed=True), int.from_bytes(b'\xff\x00', 'little'))
print((12).as_integer_ratio(), (255).bit_count(), (3).conjugate(), (7).real, (7).denominator, int.__name__)
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 > 1e308, 3 < 3.5, 2**63 > 9.2e18)
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-15, -1), abs(-2**80), (2**80).__index__())
print(str(2**200), repr(-10**40), len(str(3**1000)))
for bad in ("int('')", "int('1__0')", "int('0x1', 10)", "int('9', 8)", '1 // 0', '1 % 0', '1 / 0', 'divmod(1, 0)', '1 << -1',
            "int('1' * 5000)", 'pow(2, -1, 4)', 'pow(2, 1, 0)', '(300).to_bytes(1)', '10**400 * 1.0', 'int([])', "int('5', 1)",
            '0 ** -1', 'float(10**400)', 'str(10**5000)', "int(float('nan'))", "int(float('inf'))", "(-1).to_bytes(2)"):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)
total = 1
for i in range(1, 31):
    total *= i
print(total)
a, b = 0, 1
for _ in range(150):
    a, b = b, a + b
print(a, a - b, a * 2 // b)
