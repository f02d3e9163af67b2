# test: run -m ast -a --indent 1 data/sample.txt
