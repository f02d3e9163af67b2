# Archives: modules and programs in them, members read to the end, zipfile.Path. File names and device numbers at their limits.
import io, os, re, subprocess, sys, tarfile, tempfile, zipfile


def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


folder = tempfile.mkdtemp()
archive = os.path.join(folder, 'app.zip')
with zipfile.ZipFile(archive, 'w') as z:
    z.writestr('__main__.py', 'import inside\nprint(__name__, inside.VALUE)\n')
    z.writestr('inside.py', 'VALUE = 42\n')
    z.writestr('deep/er/text', 'words')
    root = zipfile.Path(z)
    print(sorted(p.name for p in root.iterdir()), (root / 'deep').is_dir(), root.joinpath('deep', 'er', 'text').read_text())
print(subprocess.run([sys.executable, archive], capture_output=True, text=True).stdout, end='')
sys.path.insert(0, archive)
import inside
print(inside.VALUE, os.path.relpath(inside.__file__, folder), type(inside.__loader__).__name__)
os.remove(archive)
os.rmdir(folder)

buffer = io.BytesIO()
with tarfile.open(fileobj=buffer, mode='w:gz') as tar:
    member = tarfile.TarInfo('data')
    member.size = 200000
    tar.addfile(member, io.BytesIO(b'x' * 200000))
buffer.seek(0)
with tarfile.open(fileobj=buffer) as tar:
    stream = tar.extractfile('data')
    print(stream.read(5), len(stream.read()), stream.read())


class Raw(io.IOBase):
    parts = [b'ab', b'c', b'']

    def readable(self):
        return True

    def read(self, n=-1):
        return self.parts.pop(0)


print(io.BufferedReader(Raw()).read(), hasattr(io.IOBase, '__del__'))
for call in (open, os.stat, os.listdir):
    print(attempt(call, 'a\ud800b'))
print([os.major(-1), os.minor(2**64 - 1), os.makedev(-1, -1), os.makedev(8, 1), os.major(0x801)])
for args in ((os.major, -2), (os.minor, 2**64), (os.makedev, 2**32, 0), (os.makedev, 0, -5)):
    print(attempt(*args))
print(re.search(r'\Ab', 'a' * 100), re.compile('^b').search('bb', 1), re.search('^a|b', 'xb'), re.findall('(?m)^.', 'a\nb'))


class NoPath:
    __fspath__ = None


for call in (os.fspath, open, os.stat, os.path.join, os.listdir):
    print(attempt(call, NoPath()))
import codecs
for call in (codecs.lookup, 'x'.encode, b'x'.decode, lambda name: 'x'.encode('utf-8', name), codecs.lookup_error,
             lambda name: io.TextIOWrapper(io.BytesIO(), encoding=name)):
    print(attempt(call, 'x\ud800'))


class Misbehaved(io.RawIOBase):
    def readable(self):
        return True

    seekable = writable = readable

    def seek(self, *args):
        return -123

    def tell(self):
        return -456

    def readinto(self, target):
        return len(target) * 5

    def write(self, data):
        return len(data) * 2


print(attempt(io.BufferedReader(Misbehaved()).seek, 0), attempt(io.BufferedReader(Misbehaved()).tell), attempt(io.BufferedReader(Misbehaved()).read, 10))
writer = io.BufferedWriter(Misbehaved(), 5)
print(attempt(writer.seek, 0))
