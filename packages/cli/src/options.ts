/**
 * The command line, as CPython 3.14 reads it (Using Python, "Command line and environment"): short options may be joined, -c and
 * -m end the options, everything after belongs to the program.
 */
import type { RuntimeFlags } from '@pyston/interp';
import { DEFAULT_FLAGS } from '@pyston/interp';
import { refusedSetting } from './settings.ts';

export type Run =
  | { readonly kind: 'command'; readonly source: string }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'script'; readonly path: string }
  | { readonly kind: 'stdin'; readonly dash?: boolean }
  | { readonly kind: 'version'; readonly long: boolean }
  | { readonly kind: 'help'; readonly what: 'options' | 'environment' | 'xoptions' | 'all' }
  | { readonly kind: 'usage'; readonly message: string }
  /** A setting that keeps the runtime from starting. */
  | { readonly kind: 'fatal'; readonly message: string; readonly state: string };

export interface Options {
  readonly run: Run;
  /** sys.argv[1:]. */
  readonly rest: readonly string[];
  readonly flags: RuntimeFlags;
  readonly warn: readonly string[];
  readonly x: ReadonlyMap<string, string | true>;
  readonly hashSeed: number | null;
  readonly checkHashPycs: string;
  /** -x */
  readonly skipFirstLine: boolean;
}

type Counts = { -readonly [K in keyof RuntimeFlags]: RuntimeFlags[K] };

/** What -X and the environment may say about a flag. */
function integer(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const n = Number(text);
  return Number.isInteger(n) ? n : 1;
}

/** A flag option without value: what it does to the counts. */
const SIMPLE: Readonly<Record<string, (f: Counts) => void>> = {
  b: (f) => (f.bytesWarning += 1),
  B: (f) => (f.dontWriteBytecode += 1),
  d: (f) => (f.debug += 1),
  E: (f) => (f.ignoreEnvironment = 1),
  i: (f) => {
    f.inspect += 1;
    f.interactive += 1;
  },
  I(f) {
    f.isolated = 1;
    f.ignoreEnvironment = 1;
    f.noUserSite = 1;
    f.safePath = true;
  },
  O: (f) => (f.optimize += 1),
  P: (f) => (f.safePath = true),
  q: (f) => (f.quiet += 1),
  s: (f) => (f.noUserSite = 1),
  S: (f) => (f.noSite = 1),
  u: (f) => (f.unbuffered = true),
  v: (f) => (f.verbose += 1),
  R: () => undefined,
  t: () => undefined,
};

const LONG_HELP: Readonly<Record<string, Run>> = {
  '--help': { kind: 'help', what: 'options' },
  '--help-env': { kind: 'help', what: 'environment' },
  '--help-xoptions': { kind: 'help', what: 'xoptions' },
  '--help-all': { kind: 'help', what: 'all' },
  '--version': { kind: 'version', long: false },
};

class Reader {
  readonly flags: Counts = { ...DEFAULT_FLAGS };
  readonly warn: string[] = [];
  readonly x = new Map<string, string | true>();
  run: Run | null = null;
  rest: readonly string[] = [];
  checkHashPycs = 'default';
  skipFirstLine = false;
  private versions = 0;
  private readonly argv: readonly string[];
  private at = 0;

  constructor(argv: readonly string[]) {
    this.argv = argv;
  }

  read(): void {
    while (this.run === null && this.at < this.argv.length) {
      const arg = this.argv[this.at]!;
      if (arg === '-' || !arg.startsWith('-')) break;
      this.at++;
      if (arg === '--') break;
      if (arg.startsWith('--')) this.long(arg);
      else this.short(arg);
    }
    if (this.run !== null) return;
    if (this.versions > 0) this.run = { kind: 'version', long: this.versions > 1 };
    else this.program();
  }

  private long(arg: string): void {
    if (arg === '--check-hash-based-pycs') {
      const value = this.argv[this.at++];
      if (value === undefined) this.run = { kind: 'usage', message: `Argument expected for the ${arg} option` };
      else if (!['always', 'never', 'default'].includes(value))
        this.run = { kind: 'usage', message: "--check-hash-based-pycs must be one of 'default', 'always', or 'never'" };
      else this.checkHashPycs = value;
      return;
    }
    this.run = LONG_HELP[arg] ?? { kind: 'usage', message: `Unknown option: ${arg}` };
  }

  private short(arg: string): void {
    for (let i = 1; i < arg.length && this.run === null; i++) {
      const c = arg[i]!;
      const simple = SIMPLE[c];
      if (simple !== undefined) simple(this.flags);
      else if (c === 'x') this.skipFirstLine = true;
      else if (c === 'V') this.versions++;
      else if (c === 'h' || c === '?') this.run = { kind: 'help', what: 'options' };
      else if ('cmWX'.includes(c)) {
        this.valued(c, arg.slice(i + 1));
        return;
      } else this.run = { kind: 'usage', message: `Unknown option: -${c}` };
    }
  }

  /** Options with a value, joined or in the next word. */
  private valued(c: string, joined: string): void {
    const value = joined !== '' ? joined : this.argv[this.at++];
    if (value === undefined) {
      this.run = { kind: 'usage', message: `Argument expected for the -${c} option` };
      return;
    }
    if (c === 'W') this.warn.push(value);
    else if (c === 'X') this.xOption(value);
    else {
      this.run = c === 'c' ? { kind: 'command', source: value } : { kind: 'module', name: value };
      this.rest = this.argv.slice(this.at);
    }
  }

  private xOption(value: string): void {
    const eq = value.indexOf('=');
    if (eq < 0) this.x.set(value, true);
    else this.x.set(value.slice(0, eq), value.slice(eq + 1));
  }

  private program(): void {
    const path = this.argv[this.at];
    if (path === undefined) {
      this.run = { kind: 'stdin' };
      return;
    }
    this.run = path === '-' ? { kind: 'stdin', dash: true } : { kind: 'script', path };
    this.rest = this.argv.slice(this.at + 1);
  }
}

/** Environment variables that act like options (unless -E). */
function readEnvironment(f: Counts, warn: string[], env: (name: string) => string | undefined): string[] {
  const count = (name: string, old: number): number => Math.max(old, integer(env(name)) ?? 0);
  f.optimize = count('PYTHONOPTIMIZE', f.optimize);
  f.debug = count('PYTHONDEBUG', f.debug);
  f.verbose = count('PYTHONVERBOSE', f.verbose);
  f.inspect = count('PYTHONINSPECT', f.inspect);
  const set = (name: string): boolean => (env(name) ?? '') !== '';
  if (set('PYTHONDONTWRITEBYTECODE')) f.dontWriteBytecode = Math.max(1, f.dontWriteBytecode);
  if (set('PYTHONNOUSERSITE')) f.noUserSite = 1;
  if (set('PYTHONUNBUFFERED')) f.unbuffered = true;
  if (set('PYTHONSAFEPATH')) f.safePath = true;
  if (set('PYTHONDEVMODE')) f.devMode = true;
  if (set('PYTHONWARNDEFAULTENCODING')) f.warnDefaultEncoding = 1;
  if (set('PYTHONNODEBUGRANGES')) f.debugRanges = false;
  if (set('PYTHONPROFILEIMPORTTIME')) f.importTime = env('PYTHONPROFILEIMPORTTIME') === '2' ? 2 : 1;
  const utf8 = env('PYTHONUTF8');
  if (utf8 === '0') f.utf8Mode = 0;
  const digits = integer(env('PYTHONINTMAXSTRDIGITS'));
  if (digits !== null) f.intMaxStrDigits = digits;
  const given = env('PYTHONWARNINGS');
  return given === undefined || given === '' ? warn : [...given.split(','), ...warn];
}

function applyX(f: Counts, x: ReadonlyMap<string, string | true>): void {
  if (x.has('dev')) f.devMode = true;
  if (x.has('warn_default_encoding')) f.warnDefaultEncoding = 1;
  if (x.has('no_debug_ranges')) f.debugRanges = false;
  const times = x.get('importtime');
  if (times !== undefined) {
    f.importTime = times === '2' ? 2 : 1;
  }
  const utf8 = x.get('utf8');
  if (utf8 === '0') f.utf8Mode = 0;
  else if (utf8 !== undefined) f.utf8Mode = 1;
  const digits = x.get('int_max_str_digits');
  if (digits !== undefined) f.intMaxStrDigits = Number(digits);
}

/** PYTHONHASHSEED: 0 … 4294967295, or random. */
function hashSeedOf(text: string | undefined): number | null | string {
  if (text === undefined || text === '' || text === 'random') return null;
  const n = Number(text);
  if (/^\d+$/.test(text) && n <= 0xffffffff) return n;
  return 'PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]';
}

/** Reads argv (without the command itself) and the environment. */
export function readOptions(argv: readonly string[], env: (name: string) => string | undefined): Options {
  const reader = new Reader(argv);
  reader.read();
  const { flags, x } = reader;
  const visible = flags.ignoreEnvironment ? () => undefined : env;
  const warn = readEnvironment(flags, reader.warn, visible);
  applyX(flags, x);
  const seed = hashSeedOf(visible('PYTHONHASHSEED'));
  if (flags.devMode && !warn.includes('default')) warn.unshift('default');
  if (flags.bytesWarning > 0) warn.push(flags.bytesWarning > 1 ? 'error::BytesWarning' : 'default::BytesWarning');
  let run = reader.run!;
  const refused =
    typeof seed === 'string'
      ? { message: `config_init_hash_seed: ${seed}`, state: 'preinitialized' }
      : refusedSetting(x, visible);
  if (refused !== null) run = { kind: 'fatal', ...refused };
  return {
    run,
    rest: reader.rest,
    flags,
    warn,
    x,
    hashSeed: typeof seed === 'string' ? null : seed,
    checkHashPycs: reader.checkHashPycs,
    skipFirstLine: reader.skipFirstLine,
  };
}
