# A __next__ of the program that raises StopIteration without a value.
class Stopping:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


def delegating():
    print((yield from Stopping()))


for ask in (next, lambda it: it.__next__(), lambda it: type(it).__next__(it)):
    try:
        ask(Stopping())
    except StopIteration as e:
        print(e.args, e.value, str(e), repr(e))
print(next(Stopping(), 1), list(Stopping()), list(delegating()))
