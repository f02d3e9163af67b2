/**
 * Binding arguments to the parameters of a Python function (Language reference §6.3.4): fills the registers of a new
 * frame, or raises CPython's TypeError.
 */
import { flags } from '@pyston/bytecode';
import type { PyFunction, Value } from '@pyston/objects';
import { ABSENT, dictGetStr, dictSetStr, newDict, strJs, suggestName, tuple, typeError } from '@pyston/objects';
import type { CodeRecord } from '../record.ts';

/** Registers for a call; `args` ends with one value per keyword name. `undefined` = raised. */
export function bindCall(
  fn: PyFunction,
  record: CodeRecord,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): (Value | undefined)[] | undefined {
  const { code } = record;
  const regs = record.template.slice();
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = args.length - nkw;
  const { argcount, kwonlyargcount } = code;
  const total = argcount + kwonlyargcount;
  const given = npos < argcount ? npos : argcount;
  for (let i = 0; i < given; i++) regs[i] = args[i];
  const hasVarArgs = (code.flags & flags.CO_VARARGS) !== 0;
  if (hasVarArgs) regs[total] = tuple(npos > argcount ? args.slice(argcount, npos) : []);
  if (nkw > 0 || code.flags & flags.CO_VARKEYWORDS) {
    if (!bindKeywords(fn, record, regs, args, npos, kwnames ?? [])) return undefined;
  }
  if (npos > argcount && !hasVarArgs) return tooManyPositional(fn, record, regs, npos);
  if (npos < argcount && !fillDefaults(fn, record, regs, given)) return undefined;
  if (kwonlyargcount > 0 && !fillKeywordDefaults(fn, record, regs)) return undefined;
  const { closure } = fn;
  if (closure !== null) for (let i = 0; i < closure.length; i++) regs[record.freeBase + i] = closure[i];
  return regs;
}

function qualname(fn: PyFunction): string {
  return strJs(fn.qualname) ?? '?';
}

function bindKeywords(
  fn: PyFunction,
  record: CodeRecord,
  regs: (Value | undefined)[],
  args: readonly Value[],
  npos: number,
  kwnames: readonly string[],
): boolean {
  const { code } = record;
  const { argcount, kwonlyargcount, posonlyargcount, varnames } = code;
  const total = argcount + kwonlyargcount;
  const hasRest = (code.flags & flags.CO_VARKEYWORDS) !== 0;
  const rest = hasRest ? newDict() : null;
  if (rest !== null) regs[total + (code.flags & flags.CO_VARARGS ? 1 : 0)] = rest;
  for (let k = 0; k < kwnames.length; k++) {
    const name = kwnames[k]!;
    const value = args[npos + k]!;
    const at = varnames.indexOf(name, posonlyargcount);
    if (at < 0 || at >= total) {
      if (rest === null) {
        unexpectedKeyword(fn, record, kwnames, name);
        return false;
      }
      dictSetStr(rest, name, value);
      continue;
    }
    if (regs[at] !== undefined) {
      typeError(`${qualname(fn)}() got multiple values for argument '${name}'`);
      return false;
    }
    regs[at] = value;
  }
  return true;
}

function unexpectedKeyword(fn: PyFunction, record: CodeRecord, kwnames: readonly string[], name: string): void {
  const { posonlyargcount, varnames, argcount, kwonlyargcount } = record.code;
  const wrong = varnames.slice(0, posonlyargcount).filter((n) => kwnames.includes(n));
  if (wrong.length > 0) {
    typeError(
      `${qualname(fn)}() got some positional-only arguments passed as keyword arguments: '${wrong.join(', ')}'`,
    );
    return;
  }
  const hint = suggestName(name, varnames.slice(posonlyargcount, argcount + kwonlyargcount));
  typeError(
    `${qualname(fn)}() got an unexpected keyword argument '${name}'${hint === null ? '' : `. Did you mean '${hint}'?`}`,
  );
}

function fillDefaults(fn: PyFunction, record: CodeRecord, regs: (Value | undefined)[], given: number): boolean {
  const { argcount, varnames } = record.code;
  const defaults = fn.defaults === null ? [] : fn.defaults.items;
  const first = argcount - defaults.length;
  const missing: string[] = [];
  for (let i = given; i < argcount; i++) {
    if (regs[i] !== undefined) continue;
    if (i >= first) regs[i] = defaults[i - first];
    else missing.push(varnames[i]!);
  }
  if (missing.length === 0) return true;
  missingArguments(fn, missing, 'positional');
  return false;
}

function fillKeywordDefaults(fn: PyFunction, record: CodeRecord, regs: (Value | undefined)[]): boolean {
  const { argcount, kwonlyargcount, varnames } = record.code;
  const missing: string[] = [];
  for (let i = argcount; i < argcount + kwonlyargcount; i++) {
    if (regs[i] !== undefined) continue;
    const v = fn.kwdefaults === null ? ABSENT : dictGetStr(fn.kwdefaults, varnames[i]!);
    if (v !== ABSENT) regs[i] = v;
    else missing.push(varnames[i]!);
  }
  if (missing.length === 0) return true;
  missingArguments(fn, missing, 'keyword-only');
  return false;
}

/** "f() missing 2 required positional arguments: 'a' and 'b'" */
function missingArguments(fn: PyFunction, names: readonly string[], kind: string): void {
  const quoted = names.map((n) => `'${n}'`);
  let list = quoted[0]!;
  if (quoted.length === 2) list = `${quoted[0]} and ${quoted[1]}`;
  else if (quoted.length > 2) list = `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]}`;
  typeError(
    `${qualname(fn)}() missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${list}`,
  );
}

function tooManyPositional(
  fn: PyFunction,
  record: CodeRecord,
  regs: readonly (Value | undefined)[],
  npos: number,
): undefined {
  const { argcount, kwonlyargcount } = record.code;
  const ndefaults = fn.defaults === null ? 0 : fn.defaults.items.length;
  let kwGiven = 0;
  for (let i = argcount; i < argcount + kwonlyargcount; i++) if (regs[i] !== undefined) kwGiven++;
  const plural = ndefaults > 0 || argcount !== 1;
  const takes = ndefaults > 0 ? `from ${argcount - ndefaults} to ${argcount}` : `${argcount}`;
  const extra =
    kwGiven > 0
      ? ` positional argument${npos !== 1 ? 's' : ''} (and ${kwGiven} keyword-only argument${kwGiven !== 1 ? 's' : ''})`
      : '';
  return typeError(
    `${qualname(fn)}() takes ${takes} positional argument${plural ? 's' : ''} but ${npos}${extra} ${npos === 1 && kwGiven === 0 ? 'was' : 'were'} given`,
  );
}
