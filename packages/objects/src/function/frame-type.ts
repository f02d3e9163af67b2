/** Type `frame`: an activation as Python sees it; f_locals is a write-through proxy in functions (PEP 667). */
import { lineAt } from '@pyston/bytecode';
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { Cell, Frame, currentFrame, frameExtra, showFrame, variablesOf } from '../core/frame.ts';
import { hooks } from '../core/hooks.ts';
import type { InstanceClass } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { TypeFlag } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { addressOf } from '../object/object.ts';
import { strFromJs } from '../str/astral.ts';
import type { PyGenerator } from '../generator/generator.ts';
import { GenState } from '../generator/generator.ts';
import { genClose } from '../generator/resume.ts';
import { entryLine, codeOffset } from './code-type.ts';
import { FrameLocals, hasHiddenLocals } from './frame-locals.ts';

/** Line being executed, or -1. Before its first instruction that is the line of the definition. */
export function frameLine(frame: Frame): number {
  const { extra, generator } = frame;
  if (extra !== null && extra.atEntry) return entryLine(frame.code.code);
  if (generator !== null && (generator as PyGenerator).state === GenState.Created) return frame.code.code.firstlineno;
  return lineAt(frame.code.code, frame.pc);
}

/** The generator whose body this is, also while it is suspended. */
function generatorOf(frame: Frame): PyGenerator | null {
  return (frame.generator ?? frame.extra?.suspended?.deref() ?? null) as PyGenerator | null;
}

/** `frame.f_locals`: the namespace mapping, or a proxy over the variables; the latter also inside a comprehension of a module or class. */
export function frameLocals(frame: Frame): Result {
  if (!variablesOf(frame)) return undefined;
  return frame.locals === null || hasHiddenLocals(frame) ? new FrameLocals(frame) : frame.locals;
}

/** True while the frame's function runs. */
function onStack(frame: Frame): boolean {
  for (let f = currentFrame(); f !== null; f = f.back) if (f === frame) return true;
  return false;
}

/** A live frame's caller may have no frame yet. */
function frameBack(self: Frame): Result {
  currentFrame();
  return self.back === null ? None : showFrame(self.back);
}

function clear(self: Frame): Result {
  const gen = generatorOf(self);
  const running = gen === null ? onStack(self) : gen.state === GenState.Running;
  if (running) return raise(E.RuntimeError!, 'cannot clear an executing frame');
  if (gen !== null) {
    if (gen.state === GenState.Suspended) return raise(E.RuntimeError!, 'cannot clear a suspended frame');
    if (genClose(gen) === undefined) return undefined;
  }
  const { nlocals, cellvars, freevars, constBase } = self.code.code;
  for (let i = 0; i < constBase; i++) self.regs[i] = undefined;
  const extra = frameExtra(self);
  extra.extraLocals = null;
  // closure variables belong to others: this frame gets empty cells of its own
  for (let i = 0; i < cellvars.length + freevars.length; i++) self.regs[nlocals + i] = new Cell(undefined);
  return None;
}

function flag(name: 'traceLines' | 'traceOpcodes') {
  return {
    get: (self: Frame): Result => self.extra?.[name] ?? name === 'traceLines',
    set(self: Frame, v: Value): Result {
      if (typeof v !== 'boolean') return typeError('attribute value type must be bool');
      frameExtra(self)[name] = v;
      return None;
    },
  };
}

function setLine(self: Frame, v: Value): Result {
  return typeof v === 'number' ? hooks.jumpToLine(self, v) : raise(E.ValueError!, 'lineno must be an integer');
}

function setTrace(self: Frame, v: Value): Result {
  self.trace = v === None ? null : v;
  if (self.trace !== null) hooks.frameTraced(self);
  return None;
}

const lines = flag('traceLines');
const opcodes = flag('traceOpcodes');

T.frame = defineType({
  name: 'frame',
  instanceClass: Frame as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: {
    repr: (self: Frame) =>
      strFromJs(
        `<frame at ${addressOf(self)}, file '${self.code.code.filename}', line ${frameLine(self)}, code ${self.code.code.name}>`,
      ),
  },
  methods: [
    method('clear', '($self, /)', clear, 'Clear all references held by the frame.'),
    method('__sizeof__', '($self, /)', () => int(120), 'Return the size of the frame in memory, in bytes.'),
  ],
  getset: [
    getset('f_back', frameBack),
    getset('f_code', (self: Frame) => self.code),
    getset('f_globals', (self: Frame) => self.globals),
    getset('f_builtins', (self: Frame) => self.builtins),
    getset('f_locals', frameLocals),
    getset('f_lasti', (self: Frame) => {
      currentFrame();
      return int(codeOffset(self.code.code, self.extra?.atEntry === true ? -1 : self.pc));
    }),
    getset(
      'f_lineno',
      (self: Frame) => {
        currentFrame();
        const line = frameLine(self);
        return line < 0 ? None : int(line);
      },
      setLine,
      () => raise(E.AttributeError!, "attribute 'f_lineno' of 'frame' objects cannot be deleted"),
    ),
    getset(
      'f_trace',
      (self: Frame) => self.trace ?? None,
      setTrace,
      (self: Frame) => setTrace(self, None),
    ),
    getset('f_trace_lines', lines.get, lines.set, () => typeError("can't delete numeric/char attribute")),
    getset('f_trace_opcodes', opcodes.get, opcodes.set, () =>
      raise(E.AttributeError!, "attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted"),
    ),
    getset('f_generator', (self: Frame) => generatorOf(self) ?? None),
  ],
});
