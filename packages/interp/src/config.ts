/** What a runtime is started with (the options of the command, or of createRuntime()). */
import type { Host } from '@pyston/host';
import type { ModuleSpec } from '@pyston/objects';
import type { ast, ParseOptions } from '@pyston/parser';
import type { Tier } from '@pyston/objects';

/** What the interpreter needs of a parser: @pyston/parser itself, or anything that gives its tree. */
export interface ParserService {
  /** @throws PySyntaxError */
  parse(source: string | Uint8Array, options: ParseOptions): ast.ModNode;
}

export interface RuntimeFlags {
  readonly debug: number;
  readonly inspect: number;
  readonly interactive: number;
  readonly optimize: number;
  readonly dontWriteBytecode: number;
  readonly noUserSite: number;
  readonly noSite: number;
  readonly ignoreEnvironment: number;
  readonly verbose: number;
  readonly bytesWarning: number;
  readonly quiet: number;
  readonly isolated: number;
  readonly devMode: boolean;
  readonly utf8Mode: number;
  readonly warnDefaultEncoding: number;
  readonly safePath: boolean;
  readonly intMaxStrDigits: number;
  readonly unbuffered: boolean;
  /** -X importtime: 1, or 2 to show modules that are there already. */
  readonly importTime: number;
  /** False with -X no_debug_ranges: code has lines only. */
  readonly debugRanges: boolean;
}

export const DEFAULT_FLAGS: RuntimeFlags = {
  debug: 0,
  inspect: 0,
  interactive: 0,
  optimize: 0,
  dontWriteBytecode: 0,
  noUserSite: 0,
  noSite: 0,
  ignoreEnvironment: 0,
  verbose: 0,
  bytesWarning: 0,
  quiet: 0,
  isolated: 0,
  devMode: false,
  utf8Mode: 1,
  warnDefaultEncoding: 0,
  safePath: false,
  intMaxStrDigits: 4300,
  unbuffered: false,
  importTime: 0,
  debugRanges: true,
};

export interface RuntimeConfig {
  readonly host: Host;
  readonly modules: readonly ModuleSpec[];
  readonly parser?: ParserService | undefined;
  /** Tiers above the interpreter, lowest first. */
  readonly tiers?: readonly Tier[] | undefined;
  readonly flags: RuntimeFlags;
  readonly argv: readonly string[];
  readonly origArgv: readonly string[];
  readonly executable: string;
  /** sys.path as computed by the command, without the script's directory. */
  readonly path: readonly string[];
  /** Folder of the standard library's .py files. */
  readonly lib: string;
  readonly prefix: string;
  readonly warnOptions: readonly string[];
  readonly xOptions: ReadonlyMap<string, string | true>;
  /** PYTHONHASHSEED: null = random. */
  readonly hashSeed: number | null;
  readonly pycachePrefix: string | null;
  /** --check-hash-based-pycs: default, always or never. */
  readonly checkHashPycs?: string;
}
