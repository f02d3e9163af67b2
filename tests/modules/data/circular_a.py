import circular_b
NAME = 'a'
print('a sees', circular_b.NAME)
