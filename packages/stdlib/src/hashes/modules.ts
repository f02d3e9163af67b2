/** Modules _md5, _sha1, _sha2, _sha3. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, int, str } from '@pyston/objects';
import type { Digest } from './hash-object.ts';
import { hashType } from './hash-object.ts';

/** CPython hashes larger data without its lock. */
const GIL_MINSIZE = 2048;

/** A module whose hashes are made by functions. */
function functionModule(name: string, doc: string, rows: readonly [string, Digest][]): ModuleSpec {
  const made = rows.map(([typeName, digest]) => hashType(name, typeName, digest, false));
  return defineModule({
    name,
    doc,
    functions: made.map((m) => m.constructor),
    attrs: () => ({
      _GIL_MINSIZE: int(GIL_MINSIZE),
      ...Object.fromEntries(
        made.map((m, i) => [name === '_md5' ? 'MD5Type' : name === '_sha1' ? 'SHA1Type' : rows[i]![0], m.type]),
      ),
    }),
  });
}

export const md5Module: ModuleSpec = functionModule('_md5', 'The MD5 digest.', [
  ['md5', { name: 'md5', algorithm: 'md5', size: 16, block: 64 }],
]);

export const sha1Module: ModuleSpec = functionModule('_sha1', 'The SHA-1 digest.', [
  ['sha1', { name: 'sha1', algorithm: 'sha1', size: 20, block: 64 }],
]);

export const sha2Module: ModuleSpec = functionModule('_sha2', 'The SHA-2 digests.', [
  ['SHA224Type', { name: 'sha224', algorithm: 'sha224', size: 28, block: 64 }],
  ['SHA256Type', { name: 'sha256', algorithm: 'sha256', size: 32, block: 64 }],
  ['SHA384Type', { name: 'sha384', algorithm: 'sha384', size: 48, block: 128 }],
  ['SHA512Type', { name: 'sha512', algorithm: 'sha512', size: 64, block: 128 }],
]);

const SHA3: readonly Digest[] = [
  { name: 'sha3_224', algorithm: 'sha3-224', size: 28, block: 144, suffix: 0x06 },
  { name: 'sha3_256', algorithm: 'sha3-256', size: 32, block: 136, suffix: 0x06 },
  { name: 'sha3_384', algorithm: 'sha3-384', size: 48, block: 104, suffix: 0x06 },
  { name: 'sha3_512', algorithm: 'sha3-512', size: 64, block: 72, suffix: 0x06 },
  { name: 'shake_128', algorithm: 'shake128', size: 0, block: 168, suffix: 0x1f },
  { name: 'shake_256', algorithm: 'shake256', size: 0, block: 136, suffix: 0x1f },
];

export const sha3Module: ModuleSpec = defineModule({
  name: '_sha3',
  doc: 'The SHA-3 digests and extendable-output functions.',
  types: SHA3.map((d) => hashType('_sha3', d.name, d, true).type),
  attrs: () => ({ _GIL_MINSIZE: int(GIL_MINSIZE), implementation: str('node:crypto') }),
});
