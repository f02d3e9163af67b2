/**
 * The codec registry of a runtime: search functions, found codecs, error handlers.
 *
 * The search functions come from package `encodings`, which is imported at the first look-up of a codec that the runtime
 * does not convert by itself.
 */
import { raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { PyNative } from '../core/native.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import type { Result, Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import { call1 } from '../ops/call.ts';
import { isTuple } from '../tuple/tuple.ts';
import { handlerFunctions } from './handler-objects.ts';

interface CodecRegistry {
  readonly search: Value[];
  readonly found: Map<string, Value>;
  readonly handlers: Map<string, Value>;
  imported: boolean;
}

export function codecRegistry(): CodecRegistry {
  const { extras } = ts.runtime;
  let registry = extras.get('codecs') as CodecRegistry | undefined;
  if (registry === undefined) {
    registry = { search: [], found: new Map(), handlers: new Map(), imported: false };
    for (const spec of handlerFunctions())
      registry.handlers.set(spec.name.replace(/_errors$/, ''), new PyNative(spec, undefined, undefined));
    extras.set('codecs', registry);
  }
  return registry;
}

/** Codec names are looked up in lower case, runs of other characters than letters, digits and '.' as one '_'. */
export function normalizeName(encoding: string): string {
  const words = encoding.split(/[^A-Za-z0-9.]+/).filter((word) => word !== '');
  return words.join('_').toLowerCase();
}

/** CodecInfo of an encoding (a tuple), or LookupError. */
export function lookupCodec(encoding: string): Result {
  const registry = codecRegistry();
  const name = normalizeName(encoding);
  const known = registry.found.get(name);
  if (known !== undefined) return known;
  if (!registry.imported) {
    registry.imported = true;
    if (hooks.importModule('encodings') === undefined) return undefined;
  }
  for (let i = 0; i < registry.search.length; i++) {
    const result = call1(registry.search[i], str(name));
    if (result === undefined) return undefined;
    if (result === None) continue;
    if (!isTuple(result) || result.items.length !== 4) return typeError('codec search functions must return 4-tuples');
    registry.found.set(name, result);
    return result;
  }
  return raise(E.LookupError, `unknown encoding: ${encoding}`);
}

export function lookupErrorHandler(name: string): Result {
  return codecRegistry().handlers.get(name) ?? raise(E.LookupError, `unknown error handler name '${name}'`);
}
