"""Formats of strftime with NULs, text beyond ASCII and lone surrogates."""
import datetime
import time

when = (2024, 1, 2, 3, 4, 5, 1, 2, 0)
for text in ('', 'a\0b%Y', '%y\ud800%m', '\ud800', '%Y\u20acx %d', 'y%m\U0001f600%d %%'):
    print(ascii(time.strftime(text, when)), ascii(datetime.datetime(2024, 1, 2).strftime(text)))

# Local time that does not occur, or occurs twice.
import os

os.environ['TZ'] = 'EST+05EDT,M3.2.0,M11.1.0'
time.tzset()
for moment in (datetime.datetime(2024, 3, 10, 2, 30), datetime.datetime(2024, 11, 3, 1, 30), datetime.datetime(2024, 7, 1)):
    for fold in (0, 1):
        moment = moment.replace(fold=fold)
        print(moment.timestamp(), moment.astimezone(), moment.astimezone(datetime.timezone.utc))


class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        return None

    def tzname(self, when):
        return Name('zone')


class Name(str):
    def replace(self, *args):
        return None


for call in (lambda: datetime.date.fromisocalendar(2 << 32, 1, 1), lambda: datetime.datetime(b'\1' * 10, 'EST'),
             lambda: datetime.time(b'\1' * 6, 5), lambda: datetime.datetime(2024, 1, 1, tzinfo=Zone()).strftime('%Z')):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
