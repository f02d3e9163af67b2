# The line that a frame shows after an exception has left it; messages of exceptions that were changed.
def in_except():
    try:
        1 / 0
    except:
        1 / 0
        pass


def other_except():
    try:
        1 / 0
    except TypeError as error:
        pass


def named():
    try:
        1 / 0
    except Exception as error:
        1 / 0
        pass


def final():
    try:
        1 / 0
    finally:
        pass


class Manager:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


def managed():
    with Manager():
        1 / 0
        pass


for function in in_except, other_except, named, final, managed:
    try:
        function()
    except Exception as error:
        frame = error.__traceback__.tb_next.tb_frame
        print(function.__name__, frame.f_lineno - frame.f_code.co_firstlineno)


class Evil(str):
    def __str__(self):
        effect(error)
        return self


for effect in (lambda e: e.__delattr__('object')), (lambda e: setattr(e, 'object', None)):
    for error in (
        UnicodeEncodeError(Evil('utf-8'), 'x', 0, 1, Evil('r')),
        UnicodeDecodeError('utf-8', b'x', 0, 1, Evil('r')),
        UnicodeTranslateError('x', 0, 1, Evil('r')),
    ):
        try:
            print(str(error))
        except TypeError as raised:
            print(raised)
error = UnicodeEncodeError('code', 'f' * 1000, 1000, 5, 'reason')
print(error)
error.end = 2000
print(error)
error.start = 999
error.end = 1000
print(error)
try:
    error.__suppress_context__ = 1
except TypeError as raised:
    print(raised)
