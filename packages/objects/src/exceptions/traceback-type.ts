/** Type `traceback`. */
import { lineAt } from '@pyston/bytecode';
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { Frame, showFrame } from '../core/frame.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { asIndex } from '../ops/arith.ts';
import { bindNew } from '../ops/arguments.ts';
import { list } from '../list/list.ts';
import { codeOffset, offsetPc } from '../function/code-type.ts';
import { givenLine, PyTraceback, tracebackAt } from './traceback.ts';

/** Line of a traceback entry, or -1 where there is none. */
export function tracebackLine(tb: PyTraceback): number {
  const given = givenLine(tb);
  return given >= 0 ? given : lineAt(tb.frame.code.code, tb.lasti);
}

/** `tb_lasti` as programs gave it; all others follow from `lasti`. */
const givenOffsets: WeakMap<PyTraceback, number> = new WeakMap();

const PARAMS = bindNew('traceback', '(tb_next, tb_frame, tb_lasti, tb_lineno)');

function create(_cls: unknown, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [next, frame, lasti, lineno] = bound as Value[];
  if (next !== None && !(next instanceof PyTraceback))
    return typeError(`expected traceback object or None, got '${typeOf(next!).name}'`);
  if (!(frame instanceof Frame))
    return typeError(`traceback() argument 'tb_frame' must be frame, not ${typeOf(frame!).name}`);
  const at = asIndex(lasti!);
  const line = at === undefined ? undefined : asIndex(lineno!);
  if (at === undefined || line === undefined) return undefined;
  const tb = tracebackAt(next === None ? null : (next as PyTraceback), frame, offsetPc(frame.code.code, at), line);
  givenOffsets.set(tb, at);
  return tb;
}

function setNext(self: PyTraceback, v: Value): Result {
  if (v !== None && !(v instanceof PyTraceback))
    return typeError(`expected traceback object or None, got '${typeOf(v).name}'`);
  for (let tb: PyTraceback | null = v === None ? null : (v as PyTraceback); tb !== null; tb = tb.next) {
    if (tb === self) return raise(E.ValueError!, 'traceback loop detected');
  }
  self.next = v === None ? null : (v as PyTraceback);
  return None;
}

T.traceback = defineType({
  name: 'traceback',
  instanceClass: PyTraceback as any,
  doc: 'Create a new traceback object.',
  signature: '(tb_next, tb_frame, tb_lasti, tb_lineno)',
  slots: { new: create },
  methods: [
    method('__dir__', '($self, /)', () => list(['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno'].map((s) => str(s)))),
  ],
  getset: [
    getset(
      'tb_next',
      (self: PyTraceback) => self.next ?? None,
      setNext,
      () => typeError("can't delete tb_next attribute"),
    ),
    getset('tb_frame', (self: PyTraceback) => showFrame(self.frame)),
    getset('tb_lasti', (self: PyTraceback) =>
      int(givenOffsets.get(self) ?? codeOffset(self.frame.code.code, self.lasti)),
    ),
    getset('tb_lineno', (self: PyTraceback) => {
      const line = tracebackLine(self);
      return line < 0 ? None : int(line);
    }),
  ],
});
