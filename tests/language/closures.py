# Cells: shared, rebound, captured in loops, nonlocal through levels.
def counter():
    n = 0

    def bump(step=1):
        nonlocal n
        n += step
        return n

    def peek():
        return n

    return bump, peek


bump, peek = counter()
print(bump(), bump(5), peek())

late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])


def levels():
    x = 'outer'

    def middle():
        def inner():
            nonlocal x
            x += '+inner'
            return x

        return inner

    f = middle()
    f()
    return x, f()


print(levels())


def unbound():
    def use():
        return value

    try:
        use()
    except NameError as error:
        print(type(error).__name__, error)
    value = 1
    return use()


print(unbound())


def local_before_assignment():
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)
    x = 1
    del x
    try:
        x
    except UnboundLocalError as error:
        print(error)


local_before_assignment()
print(bump.__closure__[0].cell_contents, bump.__code__.co_freevars, counter.__code__.co_cellvars)


class Scope:
    name = 'class'
    items = [name for _ in range(1)] if False else ['skipped']

    def method(self):
        return name


name = 'module'
print(Scope().method(), Scope.items)
