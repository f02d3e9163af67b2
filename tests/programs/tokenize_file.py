# test: run -m tokenize -e data/sample.txt
