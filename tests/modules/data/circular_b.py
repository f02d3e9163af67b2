import circular_a
NAME = 'b'
print('b sees', hasattr(circular_a, 'NAME'))
try:
    from circular_a import NAME as other
except ImportError as error:
    print(str(error).split(' (')[0])
