/** -h and usage errors. */

export function usageText(command: string, message: string): string {
  return `${message}\nusage: ${command} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`python -h' for more information.\n`;
}

const OPTIONS = `Options (and corresponding environment variables):
-b     : issue warnings about converting bytes/bytearray to str and comparing
         bytes/bytearray with str or bytes with int; also error if -bb
-B     : don't write .pyc files on import (PYTHONDONTWRITEBYTECODE)
-c cmd : program passed in as string (terminates option list)
-d     : accepted for compatibility (PYTHONDEBUG)
-E     : ignore PYTHON* environment variables
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script (PYTHONINSPECT)
-I     : isolate from the user's environment (implies -E, -P and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements (PYTHONOPTIMIZE)
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path (PYTHONSAFEPATH)
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path (PYTHONNOUSERSITE)
-S     : don't imply 'import site' on initialization
-u     : unbuffered stdout and stderr (PYTHONUNBUFFERED)
-v     : trace import statements (PYTHONVERBOSE)
-V     : print the version and exit (also --version); twice for more
-W arg : warning control; action:message:category:module:lineno (PYTHONWARNINGS)
-X opt : implementation-specific option (--help-xoptions)
--check-hash-based-pycs always|default|never
`;

const TOOLS = `Tools of Pyston:
tokens FILE, ast FILE, dis FILE : what each stage makes of a source
`;

const ENVIRONMENT = `Environment variables:
PYSTON_LIB       : folder of another standard library (.py files of Python 3.14)
PYSTON_ENGINE    : path of the Node.js to run on
PYSTON_NO_ADDON  : do without the native addon
PYTHONPATH       : ':'-separated list of folders prefixed to the module search path
PYTHONHASHSEED   : seed of str and bytes hashes, or 'random'
PYTHONIOENCODING : encoding[:errors] of stdin, stdout and stderr
PYTHONSTARTUP, PYTHONBREAKPOINT, PYTHONPYCACHEPREFIX, PYTHONUTF8, PYTHONDEVMODE, PYTHONINTMAXSTRDIGITS as in CPython
`;

const XOPTIONS = `-X options:
dev                    : development mode
utf8[=0|1]             : UTF-8 mode
int_max_str_digits=N   : limit of int <-> str conversions, 0 for none
warn_default_encoding  : warn where the locale's encoding is used by default
pyston.feedback        : hits and slow paths of the inline caches, on stderr at the end
pyston.startup         : how long each part of the start took, on stderr
`;

export function helpText(command: string, what: 'options' | 'environment' | 'xoptions' | 'all'): string {
  const usage = `usage: ${command} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n`;
  if (what === 'environment') return ENVIRONMENT;
  if (what === 'xoptions') return XOPTIONS;
  return what === 'all' ? usage + OPTIONS + TOOLS + ENVIRONMENT + XOPTIONS : usage + OPTIONS + TOOLS;
}
