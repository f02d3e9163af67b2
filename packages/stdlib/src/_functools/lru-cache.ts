/**
 * functools._lru_cache_wrapper.
 *
 * The cache maps keys made of the arguments to results. A bounded cache keeps its entries in order of use: a hit is
 * removed and appended again, the first entry is the oldest.
 */
import type { Absent, InstanceClass, PyDict, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asSsize,
  bindNew,
  call,
  callKw,
  defineType,
  dictClear,
  dictGet,
  dictLen,
  dictPop,
  dictPopFirst,
  dictSet,
  getAttrOrAbsent,
  hash,
  int,
  isTrue,
  method,
  newDict,
  newInstance,
  None,
  PyBoundMethod,
  PyObject,
  PyTuple,
  strFromJs,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';
import type { PyInt } from '@pyston/objects';

class PyLruCache extends PyObject {
  fn: Value = None;
  typed = false;
  /** -1 = unbounded. */
  maxsize = -1;
  infoType: Value = None;
  cache: PyDict = newDict();
  hits = 0;
  misses = 0;
}

/** Separates positional arguments from keywords in a key. */
class KeywordMark extends PyObject {}
defineType({ name: 'kwd_mark', module: 'functools', instanceClass: KeywordMark });
const KEYWORDS: Value = new KeywordMark();

/** The key of a call: the argument itself where that is an exact str or int, else a tuple. */
function keyOf(self: PyLruCache, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (
    !self.typed &&
    kwnames === null &&
    args.length === 1 &&
    (typeof args[0] === 'string' || typeof args[0] === 'number')
  )
    return args[0];
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  const items: Value[] = args.slice(0, npos);
  if (kwnames !== null) {
    items.push(KEYWORDS);
    for (let i = 0; i < kwnames.length; i++) items.push(strFromJs(kwnames[i]!), args[npos + i]!);
  }
  if (self.typed) for (const v of args) items.push(typeOf(v));
  return new PyTuple(items);
}

const bind = bindNew('_lru_cache_wrapper', '(user_function, maxsize, typed, cache_info_type)');

function create(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = bind(args, kwnames);
  if (bound === undefined) return undefined;
  const [fn, maxsizeArg, typedArg, infoType] = bound as [Value, Value, Value, Value];
  if (typeOf(fn).slots.call === null) return typeError('the first argument must be callable');
  let maxsize = -1;
  if (maxsizeArg !== None) {
    if (typeOf(maxsizeArg).slots.index === null) return typeError('maxsize should be integer or None');
    const n = asSsize(maxsizeArg);
    if (n === undefined) return undefined;
    maxsize = Math.max(0, n);
  }
  const typed = isTrue(typedArg);
  if (typed === undefined) return undefined;
  const self = newInstance<PyLruCache>(cls);
  self.fn = fn;
  self.maxsize = maxsize;
  self.typed = typed;
  self.infoType = infoType;
  return self;
}

function callCached(self: PyLruCache, args: Value[], kwnames: readonly string[] | null): Result {
  if (self.maxsize === 0) {
    self.misses++;
    return callKw(self.fn, args, kwnames);
  }
  const key = keyOf(self, args, kwnames);
  // hashed here, so that an unhashable argument is reported as such
  if (typeof key === 'object') {
    const h: PyInt | undefined = hash(key);
    if (h === undefined) return undefined;
  }
  const found = dictGet(self.cache, key);
  if (found === undefined) return undefined;
  if (found !== ABSENT) return hit(self, key, found);
  self.misses++;
  const result = callKw(self.fn, args, kwnames);
  if (result === undefined) return undefined;
  return store(self, key, result) === undefined ? undefined : result;
}

function hit(self: PyLruCache, key: Value, found: Value): Result {
  self.hits++;
  if (self.maxsize < 0) return found;
  if (dictPop(self.cache, key) === undefined) return undefined;
  return dictSet(self.cache, key, found) === undefined ? undefined : found;
}

function store(self: PyLruCache, key: Value, result: Value): true | undefined {
  if (self.maxsize >= 0) {
    // a recursive call may have stored it already
    const found = dictGet(self.cache, key);
    if (found === undefined) return undefined;
    if (found !== ABSENT) return true;
    if (dictLen(self.cache) >= self.maxsize) dictPopFirst(self.cache);
  }
  return dictSet(self.cache, key, result);
}

function cacheInfo(self: PyLruCache): Result {
  return call(self.infoType, [
    int(self.hits),
    int(self.misses),
    self.maxsize < 0 ? None : int(self.maxsize),
    int(dictLen(self.cache)),
  ]);
}

function cacheClear(self: PyLruCache): Result {
  self.hits = 0;
  self.misses = 0;
  dictClear(self.cache);
  return None;
}

function get(self: PyLruCache, obj: Value | Absent): Result {
  return obj === ABSENT || obj === None ? self : new PyBoundMethod(self, obj);
}

/** By name. */
function reduce(self: PyLruCache): Result {
  const name = getAttrOrAbsent(self, '__qualname__');
  return name === ABSENT ? None : name;
}

export const lruCache: PyType = defineType({
  name: '_lru_cache_wrapper',
  module: 'functools',
  longName: true,
  instanceClass: PyLruCache as InstanceClass,
  doc: 'Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n',
  flags: TypeFlag.Base | TypeFlag.MethodDescriptor,
  hasDict: true,
  hasWeakRef: true,
  slots: { new: create, call: callCached, descrGet: get },
  methods: [
    method('cache_info', '($self, /)', cacheInfo, 'Report cache statistics'),
    method('cache_clear', '($self, /)', cacheClear, 'Clear the cache and cache statistics'),
    method('__reduce__', '($self, /)', reduce),
    method('__copy__', '($self, /)', (self) => self),
    method('__deepcopy__', '($self, memo, /)', (self) => self),
  ],
});
