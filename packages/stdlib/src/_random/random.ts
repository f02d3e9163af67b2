/** Module `_random`: class Random, the base of random.Random. */
import type { ModuleSpec, PyInt, PyType, Result, Value } from '@pyston/objects';
import {
  E,
  big,
  defineModule,
  defineType,
  float,
  hash,
  index,
  int,
  intAbs,
  intOrUndefined,
  isTuple,
  littleEndian,
  method,
  None,
  overflowError,
  PyObject,
  raiseWith,
  ts,
  tuple,
  typeError,
  TypeFlag,
  valueError,
} from '@pyston/objects';
import type { Host } from '@pyston/host';
import { STATE_WORDS, Twister } from './twister.ts';

class PyRandom extends PyObject {
  readonly twister: Twister = new Twister();
}

function words(n: PyInt): Uint32Array {
  const size = Math.max(1, Math.ceil(n.toString(16).length / 8));
  const data = littleEndian(n, size * 4);
  const out = new Uint32Array(size);
  const view = new DataView(data.buffer, data.byteOffset);
  for (let i = 0; i < size; i++) out[i] = view.getUint32(i * 4, true);
  return out;
}

function systemSeed(): Uint32Array {
  const key = new Uint32Array(STATE_WORDS);
  (ts.runtime.host as Host).random.fill(new Uint8Array(key.buffer));
  return key;
}

/** Ints by their absolute value, everything else by its hash as an unsigned 64-bit number. */
function seed(self: PyRandom, n: Value | undefined): Result {
  if (n === undefined || n === None) {
    self.twister.seedArray(systemSeed());
    return None;
  }
  const exact = intOrUndefined(n);
  let key: PyInt;
  if (exact !== undefined) key = intAbs(exact);
  else {
    const h = hash(n);
    if (h === undefined) return undefined;
    key = h < 0 ? big(BigInt.asUintN(64, BigInt(h))) : h;
  }
  self.twister.seedArray(words(key));
  return None;
}

/** The longest int of the engine. */
const MAX_BITS = 2 ** 30;

function getrandbits(self: PyRandom, argument: Value): Result {
  const k = index(argument);
  if (k === undefined) return undefined;
  if (k < 0) return valueError('Cannot convert negative int');
  if (k > 0xffffffffffffffffn) return overflowError('Python int too large for C uint64_t');
  if (typeof k === 'bigint' || k > MAX_BITS) return raiseWith(E.MemoryError!);
  const size: number = k;
  if (size === 0) return int(0);
  const { twister } = self;
  if (size <= 32) return int(twister.next() >>> (32 - size));
  if (size <= 53) {
    const low = twister.next();
    return int((twister.next() >>> (64 - size)) * 4294967296 + low);
  }
  const parts: string[] = [];
  let rest = size;
  for (; rest > 0; rest -= 32) {
    const word = twister.next() >>> (rest < 32 ? 32 - rest : 0);
    parts.push(word.toString(16).padStart(8, '0'));
  }
  return big(BigInt(`0x${parts.reverse().join('')}`));
}

function getstate(self: PyRandom): Result {
  const items: Value[] = [];
  for (const word of self.twister.words) items.push(int(word));
  items.push(int(self.twister.index));
  return tuple(items);
}

function setstate(self: PyRandom, state: Value): Result {
  if (!isTuple(state)) return typeError('state vector must be a tuple');
  const { items } = state;
  if (items.length !== STATE_WORDS + 1) return valueError('state vector is the wrong size');
  const next = new Uint32Array(STATE_WORDS);
  for (let i = 0; i < STATE_WORDS; i++) {
    const word = unsigned(items[i]!);
    if (word === undefined) return undefined;
    next[i] = Number(BigInt.asUintN(32, BigInt(word)));
  }
  const position = unsigned(items[STATE_WORDS]!);
  if (position === undefined) return undefined;
  if (position > STATE_WORDS) return valueError('invalid state');
  self.twister.words.set(next);
  self.twister.index = Number(position);
  return None;
}

/** An int that fits C's unsigned long. */
function unsigned(v: Value): PyInt | undefined {
  const n = intOrUndefined(v);
  if (n === undefined) return typeError('an integer is required');
  if (n < 0) return overflowError("can't convert negative value to unsigned int");
  return n > 0xffffffffffffffffn ? overflowError('Python int too large to convert to C unsigned long') : n;
}

function randomNew(cls: PyType, _args: Value[], _kwnames: readonly string[] | null): Result {
  return new cls.instanceClass();
}

function randomInit(self: PyRandom, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && kwnames.length > 0) return typeError('Random() takes no keyword arguments');
  if (args.length > 1) return typeError(`Random expected at most 1 argument, got ${args.length}`);
  return seed(self, args[0]);
}

const randomType: PyType = defineType({
  name: 'Random',
  module: '_random',
  instanceClass: PyRandom,
  doc: 'Random numbers from a Mersenne twister of its own.',
  flags: TypeFlag.Base,
  slots: { new: randomNew, init: randomInit },
  methods: [
    method('random', '($self, /)', (self: PyRandom) => float(self.twister.double()), 'A float in [0, 1).'),
    method('seed', '($self, n=None, /)', seed, "Starts the generator anew, from the system's randomness or from n."),
    method('getstate', '($self, /)', getstate, 'The state of the generator, as a tuple.'),
    method('setstate', '($self, state, /)', setstate, 'Restores a state.'),
    method('getrandbits', '($self, k, /)', getrandbits, 'An int of k random bits.'),
  ],
});

export const randomModule: ModuleSpec = defineModule({
  name: '_random',
  doc: 'Mersenne twister.',
  types: [randomType],
});
