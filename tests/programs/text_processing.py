# csv, difflib, textwrap, string, fnmatch, shlex, configparser, pprint over small inputs.
import configparser
import csv
import difflib
import fnmatch
import io
import pprint
import shlex
import textwrap

rows = list(csv.reader(io.StringIO('name,note\n"Ann ""A""","two\nlines"\nBob,\'x\'\n,\n')))
print(rows)
out = io.StringIO()
writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, delimiter=';')
writer.writerows([['a', 1, 2.5, None], ['q"uote', 'semi;colon', 'new\nline', True]])
print(repr(out.getvalue()))
print(list(csv.DictReader(io.StringIO('a,b\n1,2\n3,4,5\n6'))), csv.Sniffer().sniff('a;b;c\n1;2;3').delimiter)
old, new = 'one\ntwo\nthree\nfour\n'.splitlines(True), 'one\n2\nthree\nfour\nfive\n'.splitlines(True)
print(''.join(difflib.unified_diff(old, new, 'old', 'new')), ''.join(difflib.ndiff(old, new)), sep='---\n')
print(difflib.get_close_matches('appel', ['ape', 'apple', 'peach']), round(difflib.SequenceMatcher(None, 'abcd', 'bcde').ratio(), 3))
print(difflib.SequenceMatcher(None, 'qabxcd', 'abycdf').get_opcodes())
text = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor-incididunt ut labore.'
print('\n'.join(textwrap.wrap(text, 30, initial_indent='* ', subsequent_indent='  ')), textwrap.fill(text, 20, max_lines=3, placeholder=' ~'), sep='\n')
print(fnmatch.filter(['a.py', 'b.txt', 'c.pyc'], '*.py?'), fnmatch.fnmatch('x[1]', 'x[[]1]'), shlex.split('a "b c" \'d e\' f\\ g # no', comments=True), shlex.join(['a b', "it's"]))
config = configparser.ConfigParser()
config.read_string('[DEFAULT]\nhome = /h\n[paths]\ndata: %(home)s/data\nlong = a\n  b\n[flags]\non = yes\nn=5\n')
print(config.sections(), config['paths']['data'], config['paths']['long'], config.getboolean('flags', 'on'), config.getint('flags', 'n'), config.has_option('flags', 'x'))
pprint.pprint({'list': list(range(30)), 'nested': {'a': ['x' * 20] * 4, 'b': ('t',)}, 'set': {3, 1, 2}}, width=60)
pprint.pprint([[[[1]]]], depth=2)
