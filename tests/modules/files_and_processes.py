# Files, paths, stdin, subprocess, environment: the host through the standard library.
# test: args alpha "two words" --flag
# test: env PYSTON_TEST_VALUE=given
# test: stdin data/input.txt
import io
import os
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
