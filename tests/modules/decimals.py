"""decimal, and what stands on it: fractions, statistics."""
from decimal import Decimal, InvalidOperation, ROUND_HALF_UP, getcontext, localcontext
from fractions import Fraction
import statistics

print(Decimal('1.10') + 2, Decimal(2).sqrt(), Decimal('7') / 3, Decimal(10) ** -3, -Decimal('0.00'))
print(f'{Decimal("1234567.891"):,.2f}', repr(Decimal('1E+5')), Decimal('2.675').quantize(Decimal('0.01'), ROUND_HALF_UP))
print(Decimal('0.1') == Fraction(1, 10), Decimal(3) == 3, hash(Decimal(3)) == hash(3), Decimal('NaN') != Decimal('NaN'))
with localcontext() as context:
    context.prec = 50
    print(Decimal(1) / 7, Decimal(2).ln())
print(getcontext().prec, sorted([Decimal('2.5'), 1, 2.0]), sum([Decimal('.1')] * 10))
for bad in 'x', '1.2.3':
    try:
        Decimal(bad)
    except InvalidOperation as error:
        print(type(error).__mro__[1:3], bad)
print(Fraction('0.125'), Fraction(Decimal('0.3')), round(Fraction(7, 3), 2), Fraction(1, 3) + Decimal(1).as_integer_ratio()[0])
print(statistics.mean([1, 2, 3.5]), statistics.median([3, 1, 2]), statistics.stdev([Decimal(1), Decimal(2), Decimal(4)]))
