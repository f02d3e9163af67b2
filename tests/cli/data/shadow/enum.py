class Enum:
    pass


print('an enum of the program')
