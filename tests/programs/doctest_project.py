# test: run -m doctest -v data/project/stats.py
# The module is checked by the command line of doctest; one example fails.
