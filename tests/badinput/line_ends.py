print("crlf")
if True:
    print("""multi
line""")
