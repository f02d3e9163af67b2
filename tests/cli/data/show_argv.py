import os
import sys
print([os.path.relpath(sys.argv[0]) if os.sep in sys.argv[0] else sys.argv[0]] + sys.argv[1:], __name__, os.path.basename(sys.path[0]) or sys.path[0] == os.getcwd())
