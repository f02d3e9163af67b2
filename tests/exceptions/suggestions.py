# "Did you mean": names, attributes, imports, keyword arguments; messages for common slips.
import sys


class Thing:
    length = 1
    _private = 2

    def method_one(self):
        lenght = 5
        return lenth


def attribute():
    Thing().lenght


def name():
    Thing().method_one()


def builtin():
    prnt('x')


def module_attribute():
    sys.exitt


def self_attribute():
    class Inner:
        def __init__(self):
            self.value = 1

        def get(self):
            return value

    Inner().get()


def missing_import():
    math.pi


def bad_import():
    from collections import namedtupel


def call_module():
    sys()


def keyword():
    sorted([1], revers=True)


def index_function():
    len[0]


def add_none():
    None + 1


def too_far():
    completely_unknown_name_zzz


def string_item():
    'abc'['a']


def format_slip():
    '%d' % 'abc'


for function in (attribute, name, builtin, module_attribute, self_attribute, missing_import, bad_import, call_module, keyword,
                 index_function, add_none, too_far, string_item, format_slip):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


for source in ('fur a in b:\n    pass\n', 'whille True:\n    pass\n', 'if a:\n    b\nelso:\n    c\n', 'try:\n    a\nfinaly:\n    b\n',
               'x = 1\nwith block ad something:\n    pass\n', 'clas C:\n    pass\n', 'if a: b\nimport x\nawaid y\n', 'a b\n'):
    try:
        exec(compile(source, '<source>', 'exec'))
    except SyntaxError:
        sys.excepthook(*sys.exc_info())
