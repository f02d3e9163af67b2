"""Runs the interpreter that runs this program, and prints what came out with its own name taken out."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def clean(data):
    text = data.decode('utf-8', 'backslashreplace')
    names = {sys.executable, os.path.realpath(sys.executable)}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, '<exe>')
    return text.replace(HERE, '<here>')


def run(*args, stdin=b'', env=None, show_err=True, cwd=HERE):
    full = dict(os.environ)
    full.update(env or {})
    done = subprocess.run([sys.executable, *args], input=stdin, capture_output=True, env=full, cwd=cwd)
    print('$', *[repr(arg) if not arg or set(arg) & set(' \n') else arg for arg in args])
    print('status', done.returncode)
    for name, data in (('out', done.stdout), ('err', done.stderr)):
        if data and (name == 'out' or show_err):
            for line in clean(data).splitlines():
                print('%s| %s' % (name, line))
    return done
