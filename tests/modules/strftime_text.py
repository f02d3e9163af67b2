"""Formats of strftime with NULs, text beyond ASCII and lone surrogates."""
import datetime
import time

when = (2024, 1, 2, 3, 4, 5, 1, 2, 0)
for text in ('', 'a\0b%Y', '%y\ud800%m', '\ud800', '%Y\u20acx %d', 'y%m\U0001f600%d %%'):
    print(ascii(time.strftime(text, when)), ascii(datetime.datetime(2024, 1, 2).strftime(text)))
