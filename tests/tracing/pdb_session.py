# test: stdin data/session.txt
# A session of pdb, with steps, a jump and a breakpoint.
import pdb
import warnings


def function(x):
    y = x + 1
    z = y * 2
    return z


warnings.simplefilter('ignore')
pdb.set_trace()
function(3)
print('between', function(4))
