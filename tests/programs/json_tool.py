# test: run -m json --sort-keys --indent 2 data/document.json
