"""Verdicts of CPython on small programs, valid and invalid, to compare step one of the parser with.

Usage: python3.14 digest_snippets.py OUTPUT [--rejected FILE] [--mutants N] [--seed S]

The programs are the sources of FILE (made by record_rejected.py of package bytecode), doctest lines of test_syntax and N mutants:
pieces of the library with one to three tokens deleted, doubled, exchanged or replaced. Each line of OUTPUT is a JSON
array [source, mode, digest, error]: digest is the MD5 of ast.dump(..., include_attributes=True), null where CPython
rejects the program or warns of it; error is then [type, msg, lineno, offset, end_lineno, end_offset], else null.
"""
import argparse
import ast
import base64
import doctest
import hashlib
import importlib
import io
import json
import os
import random
import sysconfig
import tokenize
import warnings


def verdict(source, mode):
    """Digest of the AST and None, or None and the error."""
    try:
        text = ast.dump(ast.parse(source, mode=mode), include_attributes=True)
    except SyntaxError as error:
        return None, [type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset]
    except (ValueError, RecursionError, MemoryError, Warning) as error:
        return None, [type(error).__name__, str(error), None, None, None, None]
    return hashlib.md5(text.encode('utf-8', 'surrogatepass')).hexdigest(), None


def rejected_sources(path):
    with open(path) as file:
        for line in file:
            case = json.loads(line)
            try:
                yield base64.b64decode(case['source']).decode('utf-8')
            except UnicodeDecodeError:
                pass


def doctest_sources():
    for name in ('test.test_syntax', 'test.test_named_expressions', 'test.test_generators', 'test.test_unpack_ex'):
        module = importlib.import_module(name)
        texts = [module.__doc__ or ''] + [v for v in vars(module).values() if isinstance(v, str)]
        texts += (getattr(module, '__test__', None) or {}).values()
        for text in texts:
            try:
                yield from (example.source for example in doctest.DocTestParser().get_examples(str(text)))
            except ValueError:
                pass


SPARE = ('( ) [ ] { } , : ; . = == := + - * ** / @ % & | ~ < >= != -> ... += not in is and or if else for async await lambda '
         'yield from import as with def class return del global nonlocal pass raise try except finally while match '
         'case type print None True x y 1 0 01 5. 1_0 1__0 0x1g 1e5 2j "a" b"a" f"{x}" f"{x!r:>{w}}" f"{x=}" u"a" r"\\d" "\\d" f"{" '
         '# \\ $ ? ! é ` \t \f').split(' ') + ['\n', '\n  ', '    ', '\\\n', ' ']


def mutate(tokens, generator):
    tokens = list(tokens)
    for _ in range(generator.choice((1, 1, 1, 2, 3))):
        at = generator.randrange(len(tokens))
        choice = generator.randrange(6)
        if choice == 0:
            del tokens[at]
        elif choice == 1:
            tokens.insert(at, tokens[at])
        elif choice == 2:
            other = generator.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif choice == 3:
            tokens[at] = generator.choice(SPARE)
        elif choice == 4:
            tokens.insert(at, generator.choice(SPARE))
        else:
            tokens.insert(at, generator.choice(tokens))
        if not tokens:
            return ''
    return ''.join(tokens)


def pieces(text):
    """Tokens with the blanks between them, so that joining them gives the text again."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    result = []
    last = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            begin = starts[token.start[0] - 1] + token.start[1]
            end = starts[token.end[0] - 1] + token.end[1]
            if end <= last or end > len(text):
                continue
            if begin > last:
                result.append(text[last:begin])
            result.append(text[max(begin, last):end])
            last = end
    except (tokenize.TokenError, SyntaxError, IndexError):
        return []
    return result


def library_statements(generator):
    root = sysconfig.get_path('stdlib')
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names if name.endswith('.py')]
    paths.sort()
    generator.shuffle(paths)
    for path in paths[:400]:
        try:
            with tokenize.open(path) as file:
                source = file.read()
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node.end_lineno - node.lineno < 12]
        lines = source.splitlines(keepends=True)
        for node in generator.sample(nodes, min(20, len(nodes))):
            text = ''.join(lines[node.lineno - 1:node.end_lineno])
            indent = len(text) - len(text.lstrip(' '))
            yield ''.join(line[indent:] if line[:indent].isspace() else line for line in text.splitlines(keepends=True))


def mutants(count, seed):
    generator = random.Random(seed)
    statements = [tokens for tokens in map(pieces, library_statements(generator)) if tokens]
    for _ in range(count):
        yield mutate(generator.choice(statements), generator)


def main():
    options = argparse.ArgumentParser()
    options.add_argument('output')
    options.add_argument('--rejected')
    options.add_argument('--mutants', type=int, default=0)
    options.add_argument('--seed', type=int, default=1)
    options = options.parse_args()
    sources = dict.fromkeys(doctest_sources())
    if options.rejected:
        sources.update(dict.fromkeys(rejected_sources(options.rejected)))
    sources.update(dict.fromkeys(mutants(options.mutants, options.seed)))
    warnings.simplefilter('error')
    with open(options.output, 'w') as file:
        for source in sources:
            for mode in ('exec', 'eval'):
                file.write(json.dumps([source, mode, *verdict(source, mode)]) + '\n')


if __name__ == '__main__':
    main()
