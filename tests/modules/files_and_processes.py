# Files, paths, stdin, subprocess, environment: the host through the standard library.
# test: args alpha "two words" --flag
# test: env PYSTON_TEST_VALUE=given
# test: stdin data/input.txt
import grp
import io
import os
import pwd
import subprocess
import sys
import tempfile

print(sys.argv[1:], os.environ['PYSTON_TEST_VALUE'], os.environ.get('NO_SUCH'), os.path.basename(sys.argv[0]))
print(repr(sys.stdin.readline()), repr(input()), sys.stdin.read().split('\n'))
try:
    input()
except EOFError as error:
    print(error)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'file.txt')
    with open(path, 'w', encoding='utf-8') as file:
        print(file.write('line one\nzwei é😀\n'), file.tell() > 10, file.closed)
        file.writelines(['three\n', 'four'])
    print(file.closed, os.path.getsize(path), os.listdir(folder), os.path.exists(path), os.path.splitext(os.path.basename(path)))
    with open(path, encoding='utf-8') as file:
        print(file.readline(), file.read(3), list(file), file.read())
    with open(path, 'rb') as file:
        file.seek(-4, os.SEEK_END)
        print(file.read(), file.tell(), file.seek(0), file.read(8))
    with open(path, 'a+') as file:
        file.write('\nfive')
        file.seek(0)
        print(len(file.read().splitlines()))
    os.rename(path, path + '.bak')
    print(os.listdir(folder), os.path.isdir(folder), os.stat(path + '.bak').st_size)
    for bad in (lambda: open(path), lambda: open(folder), lambda: open(path, 'q'), lambda: open(path + '.bak', 'x'), lambda: os.remove(path), lambda: open(path + '.bak', 'rb').write(b'')):
        try:
            bad()
        except Exception as error:
            print(type(error).__name__, str(error).replace(folder, '<tmp>'))
text = io.StringIO('a\nb')
print(text.readlines(), text.getvalue(), io.BytesIO(b'abc').read(2), os.path.join('a', '/b', 'c'), os.path.normpath('a/../b//c'), os.path.relpath('/a/b', '/a/c'))
done = subprocess.run([sys.executable, '-c', 'import sys; print(sys.stdin.read().upper()); print("err", file=sys.stderr); sys.exit(3)'], input='piped', capture_output=True, text=True)
print(done.returncode, done.stdout, done.stderr)
print(subprocess.check_output(['echo', 'from echo']), subprocess.call('exit 4', shell=True))
try:
    subprocess.run(['no-such-program-here'])
except FileNotFoundError as error:
    print(error.strerror, error.filename)
process = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(process.communicate(b'through cat'), process.returncode, process.poll())

# Text streams: byte-order marks within a file, buffers of other kinds, positions, errors of closing.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'bom')
    for encoding in ('utf-8-sig', 'utf-16'):
        with open(path, 'w', encoding=encoding) as file:
            file.write('aaa')
            middle = file.tell()
        with open(path, 'r+', encoding=encoding) as file:
            file.seek(middle)
            file.write('zzz')
            file.seek(0)
            file.write('bbb')
            file.seek(0, 2)
            file.write('end')
        with open(path, encoding=encoding) as file:
            print(ascii(file.read()))
        with open(path, 'w') as file:
            file.write('first\n')
            file.reconfigure(encoding=encoding)
            file.write('é')
        with open(path, 'rb') as file:
            print(file.read())
    try:
        open(path).write('x')
    except io.UnsupportedOperation as error:
        print(error)


class Views(io.RawIOBase):
    parts = [memoryview(b'one\ntwo'), bytearray(b'\nthree'), b'']

    def readable(self):
        return True

    def read(self, n=-1):
        return self.parts.pop(0) if self.parts else b''


print(list(io.TextIOWrapper(Views())))
both = io.TextIOWrapper(io.BufferedRWPair(io.BytesIO(b'foo\nbar\n'), io.BytesIO()))
print(both.readline(), both.write('x'), both.readline())


class Failing(io.BytesIO):
    def flush(self):
        raise OSError('flush')

    def close(self):
        raise OSError('close')


failing = io.TextIOWrapper(Failing())
try:
    failing.close()
except OSError as error:
    print(error.args, error.__context__.args)
Failing.flush = io.BytesIO.flush
Failing.close = io.BytesIO.close
failing.close()
print(io.text_encoding(None) in ('locale', 'utf-8'), io.text_encoding('latin-1'))
through = io.TextIOWrapper(io.BufferedWriter(raw := io.BytesIO()), write_through=True)
through.write('now')
print(raw.getvalue(), through.buffer.flush(), raw.getvalue())
import tokenize
print([tuple(token)[:4] for token in tokenize.generate_tokens(io.StringIO('x = """a\r\nb""" # c\r\n', newline='').readline)])
import json, marshal, math, time
for text in (r'"\u12', r'"\u0041', r'{"a": "\ud834\udd1e', r'["\ud834\u'):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as error:
        print(error)
inner = []
loop = (1, inner)
inner.append(loop)
again = marshal.loads(marshal.dumps(loop))
print(again[1][0] is again, math.sumprod((10, -5, 2**31), (2**80, 1.5, 1.5)))
try:
    time.asctime((-2**31,) + (0,) * 8)
except OverflowError as error:
    print(error)
for find, key in (pwd.getpwuid, 99_999_999), (pwd.getpwuid, 2**40), (pwd.getpwuid, 2**32 - 1), (pwd.getpwuid, 'x'), (pwd.getpwnam, 'no such'), (pwd.getpwnam, 'a\0'), (grp.getgrgid, 99_999_999), (grp.getgrgid, -5), (grp.getgrgid, 2**70), (grp.getgrnam, 'no such'), (grp.getgrnam, 3):
    try:
        print(find(key))
    except Exception as error:
        print(repr(error))
print(pwd.getpwuid(0) == pwd.getpwnam('root'), grp.getgrgid(0).gr_name)
import copy, pickle, sysconfig
for stream in (io.BytesIO(b'ab'), io.StringIO('ab')):
    stream.tag = 1
    again = pickle.loads(pickle.dumps(stream))
    print(vars(stream), stream.__getstate__(), again.tag, again.getvalue(), vars(copy.copy(stream)))
print(os.path.basename(sysconfig.get_paths()['stdlib']), sysconfig.get_config_var('Py_DEBUG'), sysconfig.get_platform() == sysconfig.get_platform())
