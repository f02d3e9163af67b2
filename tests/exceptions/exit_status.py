# sys.exit with a text prints it and exits with 1; finally and atexit still run.
import atexit
import sys

atexit.register(print, 'atexit ran')
try:
    sys.exit('fatal: text to stderr')
finally:
    print('finally ran')
