import keyword, enum, os
print(keyword.iskeyword('if'), os.path.dirname(enum.__file__) == os.path.dirname(os.path.abspath(__file__)))
