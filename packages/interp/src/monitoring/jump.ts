/** `frame.f_lineno = line` in a trace function: the frame goes on at another line (bytecode, jumps.ts). */
import type { Blocks } from '@pyston/bytecode';
import { JumpMap } from '@pyston/bytecode';
import type { CodeObject } from '@pyston/bytecode';
import type { Frame, Result, Value } from '@pyston/objects';
import { E, frameExtra, hooks, None, ts, valueError } from '@pyston/objects';

const maps: WeakMap<CodeObject, JumpMap> = new WeakMap();

function jumpMap(code: CodeObject): JumpMap {
  let map = maps.get(code);
  if (map === undefined) maps.set(code, (map = new JumpMap(code)));
  return map;
}

/** Jumps are for trace functions, at events after which the frame goes on. */
function refusal(frame: Frame): string | null {
  if (ts.tracedFrame !== frame) return 'f_lineno can only be set in a trace function';
  switch (ts.tracedEvent) {
    case 'line':
    case 'return yield':
    case 'call resumed':
      return null;
    case 'call':
      return "can't jump from the 'call' trace event of a new frame";
    default:
      return "can only jump from a 'line' trace event";
  }
}

/** Why no place with this line will do, by the innermost block of the first one. */
function explain(blocks: Blocks | undefined, open: Blocks): string {
  if (blocks === undefined) return "can't jump into an exception handler, or code may be unreachable";
  const top = blocks[blocks.length - 1];
  if (top === undefined || blocks.length <= open.length) return 'incompatible stacks';
  if (top.kind === 'except') return "can't jump into an 'except' block as there's no exception";
  return top.kind === 'for' ? "can't jump into the body of a for loop" : 'incompatible stacks';
}

function bestTarget(map: JumpMap, targets: readonly number[], open: Blocks): number {
  let best = -1;
  for (const pc of targets) {
    if (!map.allows(open, pc)) continue;
    if (best < 0 || map.blocksAt(pc)!.length > map.blocksAt(best)!.length) best = pc;
  }
  return best;
}

/** The first line from `line` on that has code, or -1. */
function lineWithCode(map: JumpMap, code: CodeObject, line: number): number {
  const rows = code.decodedPositions();
  let found = -1;
  for (let i = 1; i < rows.length; i += 5)
    if (rows[i]! >= line && (found < 0 || rows[i]! < found) && map.targets(rows[i]!).length > 0) found = rows[i]!;
  return found;
}

/** Variables without a value become None; `undefined` = the warning was made an error. */
function bindVariables(frame: Frame): Result {
  const { code } = frame.code;
  const missing: number[] = [];
  for (let i = 0; i < code.nlocals; i++)
    if (frame.regs[i] === undefined && !code.cellvars.includes(code.varnames[i]!)) missing.push(i);
  if (missing.length === 0) return None;
  const text = `assigning None to ${missing.length} unbound local${missing.length === 1 ? '' : 's'}`;
  if (hooks.warn(E.RuntimeWarning!, text, 1) === undefined) return undefined;
  for (const i of missing) frame.regs[i] = None;
  return None;
}

/** Leaves except handlers from the inside. */
function leaveBlocks(frame: Frame, open: Blocks, kept: number): void {
  for (let i = open.length - 1; i >= kept; i--) {
    const { kind, register } = open[i]!;
    if (kind !== 'except') continue;
    const outer = frame.regs[register + 1] as unknown as Frame['handled'];
    frame.handled = outer;
    ts.handled = outer ?? frame.handledAtEntry;
  }
}

export function jumpToLine(frame: Frame, wanted: number): Result {
  const refused = refusal(frame);
  if (refused !== null) return valueError(refused);
  const { code } = frame.code;
  if (wanted < code.firstlineno) return valueError(`line ${wanted} comes before the current code block`);
  const map = jumpMap(code);
  const line = lineWithCode(map, code, wanted);
  if (line < 0) return valueError(`line ${wanted} comes after the current code block`);
  const open = map.blocksAt(frame.pc);
  if (open === undefined) return valueError("can't jump from unreachable code");
  const targets = map.targets(line);
  const target = bestTarget(map, targets, open);
  if (target < 0) return valueError(explain(map.blocksAt(targets[0]!), open));
  if (bindVariables(frame) === undefined) return undefined;
  leaveBlocks(frame, open, map.blocksAt(target)!.length);
  frame.pc = target;
  frameExtra(frame).jumped = true;
  return None as Value;
}
