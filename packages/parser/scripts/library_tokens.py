"""Digests of Lib/tokenize's tokens, for comparison with ours: `library_tokens.py digests DIR...` or `dump FILE`."""
import hashlib
import os
import sys
import tokenize


def text(path):
    with tokenize.open(path) as file:
        tokens = tokenize.generate_tokens(file.readline)
        return "".join(f"{t.type} {t.string!r} {t.start} {t.end} {t.line!r}\n" for t in tokens)


if sys.argv[1] == "dump":
    print(text(sys.argv[2]), end="")
else:
    for root in sys.argv[2:]:
        for folder, folders, names in os.walk(root):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith(".py"):
                    try:
                        digest = hashlib.md5(text(path).encode("utf-8", "surrogatepass")).hexdigest()
                    except (SyntaxError, ValueError, tokenize.TokenError):
                        continue
                    print(digest, path, flush=True)
