from .. import first
from ..first import VALUE as ORIGINAL
VALUE = first.VALUE + ORIGINAL * 10
