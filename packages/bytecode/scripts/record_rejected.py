"""Records every source that a CPython test module hands to compile/exec/eval/ast.parse and CPython rejects.

    $PYSTON_ORACLE scripts/record_rejected.py [-o FILE] [TEST ...]

Runs each test module (those in which something is rejected) in a process of its own with the three builtins wrapped and appends one JSON object per
distinct source to FILE (default .cache/rejected.jsonl): the source (base64 of its UTF-8 or bytes), mode, flags,
the exception's type, message and positions, and `stage`: parser, compiler (symtable and code generation) or
warning (a warning turned into an error).
"""
import argparse
import base64
import builtins
import json
import os
import subprocess
import sys
import warnings

TESTS = """
test_syntax test_exceptions test_fstring test_tstring test_grammar test_patma test_type_params
test_named_expressions test_string_literals test_unpack_ex test_positional_only_arg test_keywordonlyarg
test_eof test_global test_ast test_compile test_codeop test_tokenize test_source_encoding
test_unicode_identifiers test_generators test_coroutines test_with test_except_star test_type_comments
test_scope test_future_stmt test_decorators test_genexps test_listcomps test_dictcomps test_setcomps
test_type_annotations test_type_aliases test_unpack test_traceback test_utf8source test_bytes test_builtin
test_code_module test_flufl test_annotationlib test_asyncgen test_augassign test_dis test_doctest test_extcall
test_inspect test_import test_metaclass test_pep646_syntax test_print test_pydoc test_pyrepl test_zipimport
test_py_compile test_free_threading test_bdb test_pdb test_gdb
""".split()

real_compile, real_exec, real_eval = builtins.compile, builtins.exec, builtins.eval
ONLY_AST = 0x400
seen = set()
out = None


def source_bytes(source):
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass"), False
    return bytes(source), True


def stage_of(source, mode, flags, options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            real_compile(source, "<rejected>", mode, flags | ONLY_AST, True, **options)
        except BaseException:
            return "parser"
        try:
            real_compile(source, "<rejected>", mode, flags, True, **options)
        except BaseException:
            return "compiler"
    return "warning"


def record(source, mode, flags, options, error):
    data, is_bytes = source_bytes(source)
    key = (data, is_bytes, mode, flags, tuple(options.items()))
    if key in seen or len(data) > 2_000_000:
        return
    seen.add(key)
    entry = {
        "test": test_name, "source": base64.b64encode(data).decode(), "bytes": is_bytes, "mode": mode, "flags": flags,
        **options, "stage": stage_of(source, mode, flags, options), "type": type(error).__name__,
    }
    if isinstance(error, SyntaxError):
        entry.update(msg=error.msg, lineno=error.lineno, offset=error.offset, end_lineno=error.end_lineno,
                     end_offset=error.end_offset, text=error.text)
    else:
        entry["msg"] = str(error)
    out.write(json.dumps(entry) + "\n")
    out.flush()


def is_source(source):
    return isinstance(source, (str, bytes, bytearray, memoryview))


def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1):
    # ours, not the caller's __future__ flags would be inherited: take them from the caller's code
    if not dont_inherit:
        flags |= sys._getframe(1).f_code.co_flags & 0x1FF0000
    options = {} if _feature_version == -1 else {"_feature_version": _feature_version}
    try:
        return real_compile(source, filename, mode, flags, True, optimize, **options)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        if is_source(source) and mode in ("exec", "eval", "single", "func_type"):
            record(source, mode, flags & ~ONLY_AST, options, error)
        raise


def checked(source, mode):
    """Compiles text for exec and eval so that a rejection is recorded; its result is not used."""
    if is_source(source):
        text = source
        if mode == "eval":
            text = source.lstrip(" \t") if isinstance(source, str) else bytes(source).lstrip(b" \t")
        flags = sys._getframe(2).f_code.co_flags & 0x1FF0000
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                real_compile(text, "<string>", mode, flags, True)
        except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
            record(text, mode, flags, {}, error)


def exec(source, globals=None, locals=None, /, **rest):
    checked(source, "exec")
    if globals is None:
        frame = sys._getframe(1)
        globals = frame.f_globals
        if locals is None:
            locals = frame.f_locals if frame.f_locals is globals else dict(frame.f_locals)
    return real_exec(source, globals, globals if locals is None else locals, **rest)


def eval(source, globals=None, locals=None):
    checked(source, "eval")
    if globals is None:
        frame = sys._getframe(1)
        globals = frame.f_globals
        if locals is None:
            locals = frame.f_locals if frame.f_locals is globals else dict(frame.f_locals)
    return real_eval(source, globals, globals if locals is None else locals)


def run_recorded(name, path):
    global out, test_name
    import unittest
    test_name = name
    out = open(path, "a")
    builtins.compile, builtins.exec, builtins.eval = compile, exec, eval
    unittest.main(module="test." + name, argv=["unittest"], exit=False, verbosity=0)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("-o", default=os.path.join(os.path.dirname(__file__), "..", ".cache", "rejected.jsonl"))
    options.add_argument("--one", action="store_true")
    options.add_argument("tests", nargs="*", default=TESTS)
    args = options.parse_args()
    if args.one:
        run_recorded(args.tests[0], args.o)
        return
    os.makedirs(os.path.dirname(args.o), exist_ok=True)
    open(args.o, "w").close()
    for i, name in enumerate(dict.fromkeys(args.tests)):
        before = os.path.getsize(args.o)
        try:
            subprocess.run([sys.executable, __file__, "--one", "-o", os.path.abspath(args.o), name], timeout=400,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            print("timeout", name)
        if sys.stdout.isatty() or os.path.getsize(args.o) > before:
            print(f"[{i + 1}/{len(args.tests)}] {name}: {os.path.getsize(args.o) - before} bytes", flush=True)


if __name__ == "__main__":
    main()
