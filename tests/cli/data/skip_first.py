this line is no Python
print("second line", __file__.endswith("skip_first.py"))
