/** `__buffer__` and `__release_buffer__` of built-in types (PEP 688). */
import { bufferHooks } from '../core/buffer.ts';
import { typeError } from '../core/errors.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { asSsize } from '../ops/arith.ts';
import { callMethod } from '../ops/call.ts';
import { PyMemoryView } from './memoryview.ts';

function bufferImpl(self: Value, flagsArg: Value): Result {
  const flags = asSsize(flagsArg);
  return flags === undefined ? undefined : bufferHooks.memoryOf(self, flags);
}

function releaseImpl(_self: Value, view: Value): Result {
  if (!(view instanceof PyMemoryView)) return typeError(`expected a memoryview object, not ${typeOf(view).name}`);
  return view.view === null ? None : callMethod(view, 'release');
}

export const BUFFER_METHODS: readonly NativeSpec[] = [
  method('__buffer__', '($self, flags, /)', bufferImpl),
  method('__release_buffer__', '($self, buffer, /)', releaseImpl),
];
