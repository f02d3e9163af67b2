print('init pack', __name__, __package__)
from . import first
VERSION = '1.0'
__all__ = ['first', 'VERSION']
