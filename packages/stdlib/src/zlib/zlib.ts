/** Module zlib. */
import { crc32 as engineCrc32 } from 'node:zlib';
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  asIndex,
  asSsize,
  bufferOf,
  bytes,
  defineModule,
  index,
  int,
  method,
  raise,
  str,
  valueError,
} from '@pyston/objects';
import { newCompress, newDecompress, truncated, ZlibDecompressorType, ZlibError, zlibFailure } from './objects.ts';
import { deflateStream, FLUSH, inflateStream } from './stream.ts';

const DEFAULTS = { level: -1, wbits: 15, memLevel: 8, strategy: 0 } as const;

function intOr(v: Value | undefined, fallback: number): number | undefined {
  return v === undefined ? fallback : asIndex(v);
}

function compress(v: Value, levelArg?: Value, wbitsArg?: Value): Result {
  const data = bufferOf(v);
  const level = data === undefined ? undefined : intOr(levelArg, DEFAULTS.level);
  const wbits = level === undefined ? undefined : intOr(wbitsArg, DEFAULTS.wbits);
  if (wbits === undefined) return undefined;
  const stream = deflateStream({ ...DEFAULTS, level: level!, wbits, dictionary: null });
  if (stream === null) return raise(ZlibError, 'Bad compression level');
  try {
    return bytes(stream.run(data!, FLUSH.FINISH, Infinity).output);
  } finally {
    stream.close();
  }
}

function decompress(v: Value, wbitsArg?: Value, sizeArg?: Value): Result {
  const data = bufferOf(v);
  const wbits = data === undefined ? undefined : intOr(wbitsArg, DEFAULTS.wbits);
  const size = wbits === undefined ? undefined : sizeArg === undefined ? 1 : asSsize(sizeArg);
  if (size === undefined) return undefined;
  if (size < 0) return valueError('bufsize must be non-negative');
  const stream = inflateStream(wbits!, null);
  if (stream === null)
    return raise(ZlibError, 'Error -2 while preparing to decompress data: inconsistent stream state');
  try {
    const { output, used } = stream.run(data!, FLUSH.SYNC, Infinity);
    return used < data!.length || stream.atEnd() ? bytes(output) : truncated();
  } catch (error) {
    return zlibFailure(error, 'while decompressing data');
  } finally {
    stream.close();
  }
}

const DEFLATED = 8;

function compressobj(
  levelArg?: Value,
  methodArg?: Value,
  wbitsArg?: Value,
  memArg?: Value,
  strategyArg?: Value,
  zdict?: Value,
): Result {
  const level = intOr(levelArg, DEFAULTS.level);
  const kind = level === undefined ? undefined : intOr(methodArg, DEFLATED);
  const wbits = kind === undefined ? undefined : intOr(wbitsArg, DEFAULTS.wbits);
  const memLevel = wbits === undefined ? undefined : intOr(memArg, DEFAULTS.memLevel);
  const strategy = memLevel === undefined ? undefined : intOr(strategyArg, DEFAULTS.strategy);
  const dictionary = zdict === undefined ? null : bufferOf(zdict);
  if (strategy === undefined || dictionary === undefined) return undefined;
  const stream =
    kind === DEFLATED
      ? deflateStream({ level: level!, wbits: wbits!, memLevel: memLevel!, strategy, dictionary })
      : null;
  return stream === null ? valueError('Invalid initialization option') : newCompress(stream);
}

function decompressobj(wbitsArg?: Value, zdict?: Value): Result {
  const wbits = intOr(wbitsArg, DEFAULTS.wbits);
  const dictionary = zdict === undefined ? null : bufferOf(zdict);
  if (wbits === undefined || dictionary === undefined) return undefined;
  const stream = inflateStream(wbits, dictionary);
  return stream === null ? valueError('Invalid initialization option') : newDecompress(stream);
}

/** unsigned int of which the low 32 bits count. */
function startValue(v: Value | undefined, fallback: number): number | undefined {
  const n = v === undefined ? fallback : index(v);
  return n === undefined ? undefined : Number(BigInt.asUintN(32, BigInt(n)));
}

function crc32(v: Value, valueArg?: Value): Result {
  const data = bufferOf(v);
  const value = data === undefined ? undefined : startValue(valueArg, 0);
  return value === undefined ? undefined : int(engineCrc32(data!, value));
}

const MOD_ADLER = 65521;
/** Most bytes that can be summed before the sums must be reduced. */
const NMAX = 5552;

function adler32(v: Value, valueArg?: Value): Result {
  const data = bufferOf(v);
  const value = data === undefined ? undefined : startValue(valueArg, 1);
  if (value === undefined) return undefined;
  let a = value & 0xffff;
  let b = value >>> 16;
  for (let i = 0; i < data!.length; ) {
    const end = Math.min(i + NMAX, data!.length);
    for (; i < end; i++) {
      a += data![i]!;
      b += a;
    }
    a %= MOD_ADLER;
    b %= MOD_ADLER;
  }
  return int(((b << 16) | a) >>> 0);
}

const CONSTANTS = {
  DEFLATED,
  DEF_BUF_SIZE: 16384,
  DEF_MEM_LEVEL: 8,
  MAX_WBITS: 15,
  Z_BEST_COMPRESSION: 9,
  Z_BEST_SPEED: 1,
  Z_BLOCK: 5,
  Z_DEFAULT_COMPRESSION: -1,
  Z_DEFAULT_STRATEGY: 0,
  Z_FILTERED: 1,
  Z_FINISH: 4,
  Z_FIXED: 4,
  Z_FULL_FLUSH: 3,
  Z_HUFFMAN_ONLY: 2,
  Z_NO_COMPRESSION: 0,
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_RLE: 3,
  Z_SYNC_FLUSH: 2,
  Z_TREES: 6,
} as const;

export const zlibModule: ModuleSpec = defineModule({
  name: 'zlib',
  doc: 'Compression and decompression in the formats of zlib, gzip and raw deflate.',
  types: [ZlibDecompressorType, ZlibError],
  functions: [
    method('compress', '(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)', compress),
    method('decompress', '(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)', decompress),
    method(
      'compressobj',
      '(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)',
      compressobj,
    ),
    method('decompressobj', "(wbits=MAX_WBITS, zdict=b'')", decompressobj),
    method('crc32', '(data, value=0, /)', crc32),
    method('adler32', '(data, value=1, /)', adler32),
  ],
  attrs: () => ({
    ...Object.fromEntries(Object.entries(CONSTANTS).map(([name, n]) => [name, int(n)])),
    ZLIB_VERSION: str(process.versions.zlib?.split('-')[0] ?? '1.3'),
    ZLIB_RUNTIME_VERSION: str(process.versions.zlib?.split('-')[0] ?? '1.3'),
  }),
});
