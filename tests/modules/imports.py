# Packages, relative imports, cycles, failing modules, sys.modules, __import__, star imports.
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data'))
import pack
import pack.sub.second as deep
from pack import first as f, VERSION
from pack.first import VALUE as v

print(pack.__name__, pack.__path__ == [os.path.join(sys.path[0], 'pack')], f is pack.first, v, VERSION, deep.VALUE, f.late())
print(sorted(name for name in sys.modules if name.startswith('pack')), pack.sub.second is deep)
namespace = {}
exec('from pack import *', namespace)
print(sorted(name for name in namespace if name[0] != '_'))
for statement in ('import broken', 'import broken', 'import no_such_module', 'import pack.nothing', 'from pack import nothing', 'from pack.first import nothing',
                  'import os.nothing', 'from . import x', 'from .. import x'):
    try:
        exec(statement, {'__name__': '__main__'})
    except Exception as error:
        print(statement, '->', type(error).__name__, str(error).replace(sys.path[0], '<data>'))
print('broken' in sys.modules)
import circular_a
sys.modules['fake'] = 'anything'
import fake
print(fake, __import__('pack.first') is pack, __import__('pack.first', fromlist=['x']) is f)
del sys.modules['pack.first']
import pack.first
print(pack.first is f, pack.first.VALUE)
import importlib
print(importlib.import_module('.second', 'pack.sub') is deep, importlib.reload(f) if False else 'no reload')
print(__name__, __package__, __spec__, os.path.basename(__file__), pack.__spec__.name, pack.__spec__.submodule_search_locations is not None)
print(type(sys).__name__, repr(sys), repr(pack).startswith("<module 'pack' from "), pack.__doc__)

# Archives: on sys.path, and run as programs.
import io
import runpy
import tempfile
import zipfile
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'packed.zip')
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('__main__.py', 'import in_archive\nname = in_archive.NAME\nprint(__name__, __file__[-22:])\n')
        archive.writestr('in_archive.py', 'NAME = "packed"\n')
        archive.writestr('sub/other.py', 'NAME = "deep"\n')
    sys.path.insert(0, path)
    import in_archive
    print(in_archive.NAME, type(in_archive.__loader__).__name__, in_archive.__file__ == os.path.join(path, 'in_archive.py'))
    sys.path[0] = os.path.join(path, 'sub')
    import other
    print(other.NAME, sys.path_hooks[0].__name__)
    del sys.path[0], sys.modules['in_archive']
    print(runpy.run_path(path)['name'])
    import subprocess
    print(subprocess.run([sys.executable, path], capture_output=True, text=True).stdout)
