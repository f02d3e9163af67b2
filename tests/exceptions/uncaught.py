# An uncaught exception: traceback with carets, exit status 1.
def outer(values):
    return inner(values, len(values))


def inner(values, index):
    first = values[0] + values[index]
    return first


print('before')
outer([1, 2, 3])
