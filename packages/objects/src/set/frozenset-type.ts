/** Type `frozenset`. Layout: set/set.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { newInstance } from '../core/new-instance.ts';
import { T } from '../core/registry.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { big } from '../core/value.ts';
import { hash } from '../ops/hash.ts';
import { setCopy, setUpdate } from './algebra.ts';
import { COMMON_CLASS_METHODS, COMMON_METHODS, COMMON_SLOTS } from './common.ts';
import { setItems } from './ops.ts';
import { PyFrozenSet } from './set.ts';

function frozenSetNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && (cls === T.frozenset || cls.slots.init === T.object.slots.init))
    return typeError('frozenset() takes no keyword arguments');
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos > 1) return typeError(`${cls.name} expected at most 1 argument, got ${npos}`);
  if (cls === T.frozenset && npos === 1 && args[0] instanceof PyFrozenSet) return args[0];
  const s = cls === T.frozenset ? new PyFrozenSet() : newInstance<PyFrozenSet>(cls);
  if (npos === 1 && setUpdate(s, args[0]!) === undefined) return undefined;
  return s;
}

const MASK = 0xffffffffffffffffn;

/** Spreads the bits of a hash, so that the hashes of small ints do not cancel out in the XOR. */
function shuffle(h: bigint): bigint {
  return ((h ^ 89869747n ^ (h << 16n)) * 3644798167n) & MASK;
}

/** hash(): independent of order; CPython's frozenset_hash. */
export function frozenSetHash(self: PyFrozenSet): PyInt | undefined {
  if (self.hash !== null) return self.hash;
  const items = setItems(self);
  let h = 0n;
  for (let i = 0; i < items.length; i++) {
    const item = hash(items[i]!);
    if (item === undefined) return undefined;
    h ^= shuffle(BigInt.asUintN(64, BigInt(item)));
  }
  h ^= (BigInt(items.length + 1) * 1927868237n) & MASK;
  h ^= (h >> 11n) ^ (h >> 25n);
  h = (h * 69069n + 907133923n) & MASK;
  if (h === MASK) h = 590923713n;
  self.hash = big(BigInt.asIntN(64, h));
  return self.hash;
}

function copy(self: PyFrozenSet): Result {
  return self instanceof PyFrozenSet ? self : setCopy(self);
}

T.frozenset = defineType({
  name: 'frozenset',
  instanceClass: PyFrozenSet,
  doc: 'Build an immutable unordered collection of unique elements.',
  signature: '(iterable=(), /)',
  flags: TypeFlag.Base | TypeFlag.MatchSelf,
  hasWeakRef: true,
  slots: { ...COMMON_SLOTS, new: frozenSetNew, hash: frozenSetHash },
  methods: [...COMMON_METHODS, method('copy', '($self, /)', copy, 'Return a shallow copy of a set.')],
  classMethods: COMMON_CLASS_METHODS,
});
