/** Argument binding for `new`/`init` slots, which receive (args, kwnames): the same signatures and errors as native functions. */
import type { Params } from '../core/native.ts';
import { parseSignature } from '../core/native.ts';
import type { Value } from '../core/value.ts';
import { bindArguments } from './call-native.ts';

export type Binder = (args: Value[], kwnames: readonly string[] | null) => any[] | undefined;

/** A binder for signature text; see core/native.ts for what it gives per parameter. Parsed at first use. */
export function bindNew(name: string, signature: string): Binder {
  let params: Params | null = null;
  const spec = { name, signature, impl: () => undefined };
  return (args, kwnames) => {
    params ??= parseSignature(signature);
    return bindArguments(spec, params, name, args, 0, kwnames);
  };
}
