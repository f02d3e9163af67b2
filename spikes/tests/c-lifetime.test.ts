// How long objects and bodies live, who is who across the border, and what becomes of lists that C holds.

import { getAttr, hooks, list, None, PyList, T } from '@pyston/objects';
import type { PyType, Value } from '@pyston/objects';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildSample, capi, importExtension, problem, shipped, startPython, within } from './c-support.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Lets finalisers run. */
async function collect(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    gc();
    await wait(5);
    capi.drainDead();
  }
}

/** Every class in the runtime. */
function classes(type: PyType, seen: Set<PyType> = new Set()): Set<PyType> {
  if (seen.has(type)) return seen;
  seen.add(type);
  for (const ref of type.subclasses) {
    const sub = ref.deref();
    if (sub !== undefined) classes(sub, seen);
  }
  return seen;
}

const why = problem();
if (why !== null) console.log(`lifetimes of C objects are not tested: ${why}`);
else {
  const python = await startPython();
  importExtension(python, 'sample', buildSample());
  python.run('import sample, weakref');
  const { drainDead, drop, pinCount, statistics, toRef } = capi;

  test('every layout that can be made has the field for the stub, value types need none', () => {
    const without: string[] = [];
    let made = 0;
    for (const type of classes(T.object)) {
      let o: object;
      try {
        o = new type.instanceClass();
      } catch {
        continue; // layouts of iterators and descriptors want their object
      }
      made++;
      if (!Object.hasOwn(o, 'stub')) without.push(type.name);
    }
    assert.ok(made > 200);
    // a float crosses by value, so its box may do without
    assert.equal(
      without.filter((name) => name !== 'float'),
      [],
    );
  });

  test('the same object has the same pointer while C holds it, and lives as long', async () => {
    python.run(`
class Thing: pass
t = Thing()
t.mark = 'still here'
where = sample.address(t)
sample.keep(t)
w = weakref.ref(t)
same = sample.address(t) == where and sample.is_kept(t)
del t
`);
    await collect();
    assert.is(python.get('same'), true);
    assert.is(
      python.evaluate("w() is not None and sample.address(w()) == where and sample.let_go().mark == 'still here'"),
      true,
    );
    await collect();
    assert.is(python.evaluate('w() is None'), true);
  });

  test('what C lets go leaves nothing behind', async () => {
    await collect();
    const before = statistics();
    python.run(
      `
class Thing: pass
for i in range(2000):
    sample.identity(Thing())
    sample.identity((i, 'text', 1.5, 10 ** 30, b'bytes', [i, [i]], {i: i}))
    sample.identity('x' * i)
    sample.instantiate(lambda v, scale: Thing2(v), i)
`.replace('for i', 'class Thing2:\n    def __init__(self, v): self.value = v\nfor i'),
    );
    await collect();
    const after = statistics();
    // classes that crossed keep their type objects
    assert.ok(after.blocks - before.blocks < 16, `${after.blocks - before.blocks} blocks are left`);
    assert.ok(after.handles - before.handles < 4, `${after.handles - before.handles} handles are left`);
    assert.is(after.dead, 0);
  });

  test('instances of C types are freed when their wrappers are gone', async () => {
    await collect();
    const freed = python.evaluate('sample.freed()') as number;
    const wrappers = statistics().wrappers;
    python.run('for i in range(500): sample.Counter(i, label=[i])\ni = None');
    await collect();
    assert.is((python.evaluate('sample.freed()') as number) - freed, 500);
    assert.is(statistics().wrappers, wrappers);
  });

  test('an instance that only C refers to keeps its attributes', async () => {
    python.run(`
class Sub(sample.Counter): pass
s = Sub(5)
s.note = 'mine'
sample.keep(s)
w = weakref.ref(s)
del s
`);
    await collect();
    assert.is(python.evaluate('w() is not None and sample.is_kept(w()) and w().note'), 'mine');
    python.run('back = sample.let_go(); ok = back.note, back.count, type(back) is Sub\ndel back');
    assert.equal(python.evaluate('list(ok)'), ['mine', 5, true]);
    await collect();
    assert.is(python.evaluate('w() is None'), true);
  });

  const native = (l: PyList): boolean => !(l instanceof PyList);
  /** A global of the program as it is. */
  const value = (name: string): Value => {
    let found: Value | undefined;
    within(python, () => {
      const main = hooks.importModule('__main__');
      found = main === undefined ? undefined : getAttr(main, name);
      return found === undefined ? undefined : None;
    });
    return found!;
  };

  test('a list is native while C holds it, and comes back', () => {
    python.run('l = [1, 2, 3]; sample.keep(l)');
    const l = value('l') as PyList;
    assert.ok(native(l));
    assert.is(python.evaluate('l == [1, 2, 3] and len(l) == 3 and isinstance(l, list) and type(l) is list'), true);
    python.run('l.append(4); n = sample.kept_append(5); sample.double_in_place(l); l[0] = "first"');
    assert.equal(python.evaluate('l'), ['first', 4, 6, 8, 10]);
    python.run('sample.let_go()');
    assert.ok(native(l));
    for (let i = 0; i < 40; i++) python.evaluate('l[0]');
    assert.not(native(l));
    assert.equal(python.evaluate('l'), ['first', 4, 6, 8, 10]);
    python.run('again = sample.sum_list([1]); sample.identity(l)');
    assert.ok(native(l));
    drainDead();
    assert.not(native(l));
    assert.equal(python.evaluate('l'), ['first', 4, 6, 8, 10]);
  });

  test('every operation of list works in native storage as on an ordinary list', () => {
    const operations = [
      'l.append(9)',
      'l.extend([7, 8])',
      'l.insert(1, 5)',
      'l.pop()',
      'l.pop(0)',
      'l.remove(3)',
      'l.reverse()',
      'l.sort()',
      'l.sort(key=lambda v: -v)',
      'l.clear()',
      'l[1:3] = [10, 11, 12]',
      'l[::2] = [0, 0, 0]',
      'del l[1]',
      'del l[::2]',
      'del l[1:4]',
      'l += [1]',
      'l *= 3',
      'l[-1] = 4',
      'l[:] = range(20)',
      'l.__init__((1, 2))',
      'l = l.copy()',
      'l.index(3)',
      'l.count(2)',
      'str(l)',
      'l == [1, 2, 3, 4, 5]',
      'l < [9]',
      '3 in l',
      'list(reversed(l))',
      'sorted(l)',
      'tuple(l)',
      'l + [1]',
      'l * 2',
      'l[1:4]',
      '[*l, *l]',
      'max(l)',
      'sum(l)',
      '" ".join(map(str, l))',
      'dict.fromkeys(l)',
      'set(l)',
      'bytes(l)',
      'a, b, *c = l',
      'hash(tuple(l))',
      'list(zip(l, l))',
      'l.pop(99)',
      'l[99]',
      'l["x"]',
      'l.remove(99)',
      'l.extend(l)',
      'l[:0] = l',
      'next(iter(l))',
      'bool(l)',
      'len(l)',
    ];
    python.set('operations', operations);
    python.run(`
def outcome(op, l):
    space = {'l': l}
    try:
        result = eval(op, space) if not op.startswith(('del', 'a,')) and ' = ' not in op and '= ' not in op.replace('==', '') else exec(op, space)
    except Exception as e:
        result = type(e), str(e)
    return repr(result), repr(space['l'])
wrong = []
for op in operations:
    held = [1, 2, 3, 4, 5]
    sample.keep(held)
    a, b = outcome(op, held), outcome(op, [1, 2, 3, 4, 5])
    if a != b: wrong.append((op, a, b))
    sample.let_go()
`);
    assert.equal(python.evaluate('[repr(w) for w in wrong]'), []);
  });

  test('a list that was native is again like one that never was', () => {
    const fresh = list([1 as never]);
    const l = list([1 as never]);
    drop(toRef(l));
    assert.ok(native(l));
    drainDead();
    assert.ok(l instanceof PyList);
    assert.equal(Object.keys(l), Object.keys(fresh));
    assert.equal(l.items, fresh.items);
    assert.is(l.stub, undefined);
  });

  test('buffers are pinned while C has them', () => {
    python.run('b = bytearray(100)');
    const before = pinCount();
    python.run('sample.hold_buffer(b)');
    assert.is(pinCount(), before + 1);
    python.run(`
b[5] = 1
sample.fill_buffer(7)
try: b.extend(b'more'); resized = True
except BufferError: resized = False
sample.drop_buffer()
b.extend(b'more')
`);
    assert.is(pinCount(), before);
    assert.equal(python.evaluate('[resized, len(b), b[5], b[99]]'), [false, 104, 7, 7]);
  });

  test('cycles through both heaps are collected, what lives stays whole', () => {
    importExtension(python, '_queue', shipped('_queue'));
    python.run('import gc, _queue\nclass Node: pass\ngc.collect()');
    const before = statistics();
    python.run(`
def cycles():
    for i in range(100):
        q, p, n = _queue.SimpleQueue(), _queue.SimpleQueue(), Node()
        n.q = q
        for o in n, (n, [q]), {'q': q}, p: q.put(o)
        p.put(q)
    return weakref.ref(n)
gone = cycles()
q, n = _queue.SimpleQueue(), Node()
n.q = q
for o in n, [1, 2], _queue.SimpleQueue(): q.put(o)
del n, o
gc.collect()
gc.collect()
n = q.get()
lives = (gone() is None, n.q is q, q.get(), q.get().empty())
`);
    assert.is(python.evaluate('repr(lives)'), '(True, True, [1, 2], True)');
    python.run('del q, n, lives, gone\ngc.collect()\ngc.collect()');
    const after = statistics();
    assert.ok(after.handles - before.handles < 20, `${after.handles - before.handles} handles are left`);
    assert.ok(after.wrappers - before.wrappers < 10, `${after.wrappers - before.wrappers} wrappers are left`);
  });
}

test.run();
