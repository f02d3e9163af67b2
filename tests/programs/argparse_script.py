# A command-line program on argparse: help, sub-commands, errors, types, defaults.
import argparse
import sys


def build():
    parser = argparse.ArgumentParser(prog='tool', description='Does things to files.', epilog='The end.')
    parser.add_argument('--version', action='version', version='tool 1.2')
    parser.add_argument('-v', '--verbose', action='count', default=0, help='more output')
    parser.add_argument('--level', choices=['low', 'high'], default='low', help='how much (default: %(default)s)')
    sub = parser.add_subparsers(dest='command', required=True, metavar='COMMAND')
    add = sub.add_parser('add', help='add numbers')
    add.add_argument('numbers', nargs='+', type=float)
    add.add_argument('--scale', type=int, default=1, metavar='K')
    show = sub.add_parser('show', help='show names')
    show.add_argument('name')
    show.add_argument('rest', nargs='*')
    group = show.add_mutually_exclusive_group()
    group.add_argument('--upper', action='store_true')
    group.add_argument('--lower', dest='upper', action='store_false')
    return parser


for line in ('add 1 2.5 --scale 3', '-vv show ann bob --upper', '--level high show x', '--version', '-h', 'add -h', 'add x', 'show', '', 'show a --upper --lower', '--lev high show a', 'add 1 --scale=x', 'show a -- -b'):
    print('>', line)
    try:
        print(build().parse_args(line.split()))
    except SystemExit as stop:
        sys.stdout.flush()
        print('exit', stop.code)
        sys.stderr.flush()
