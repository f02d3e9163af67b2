print('init first', __name__)
VALUE = 1
_hidden = 2


def late():
    from .sub import second
    return second.VALUE + VALUE
