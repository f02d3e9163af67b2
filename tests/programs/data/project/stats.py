"""Statistics of short lists.

>>> mean([1, 2, 3])
2.0
"""


def mean(values):
    """The arithmetic mean.

    >>> mean([4])
    4.0
    >>> mean([])
    Traceback (most recent call last):
        ...
    ValueError: no values
    """
    if not values:
        raise ValueError('no values')
    return sum(values) / len(values)


def median(values):
    """The middle value.

    >>> median([5, 1, 3])
    3
    >>> median([1, 2, 3, 4])
    2.5
    >>> [median([n]) for n in range(3)]  # doctest: +NORMALIZE_WHITESPACE
    [0,   1,
     2]
    """
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def broken():
    """
    >>> broken()
    'right'
    """
    return 'wrong'
