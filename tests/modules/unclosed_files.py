# Files that nobody closes get their contents at the end of the program.
import os, subprocess, sys, tempfile

folder = tempfile.mkdtemp()
program = '''
import sys
f = open(sys.argv[1] + '/text', 'w')
f.write('text')
g = open(sys.argv[1] + '/binary', 'wb')
g.write(b'binary')
def local():
    h = open(sys.argv[1] + '/local', 'w')
    h.write('local')
local()
'''
subprocess.run([sys.executable, '-c', program, folder], check=True)
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name)) as f:
        print(name, f.read())
    os.remove(os.path.join(folder, name))
os.rmdir(folder)
