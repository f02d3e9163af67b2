/** defineModule: how a module written in TypeScript is written down, and made when it is imported. */
import { PyNative } from '../core/native.ts';
import type { NativeSpec } from '../core/native.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import { dictSetStr } from '../dict/ops.ts';
import { strFromJs } from '../str/astral.ts';
import { newModule, type PyModule } from './module.ts';

export interface ModuleSpec {
  readonly name: string;
  readonly doc?: string;
  readonly functions?: readonly NativeSpec[];
  /** Constants and types, computed when the module is first imported. May read the thread state's runtime. */
  readonly attrs?: () => Record<string, Value>;
  /** Types under their own names. */
  readonly types?: readonly PyType[];
  /** Last step, with the module made. */
  readonly init?: (module: PyModule) => void;
}

/** Only checks the shape: a ModuleSpec is data until `makeModule`. */
export function defineModule(spec: ModuleSpec): ModuleSpec {
  return spec;
}

/** A fresh module object of the spec. */
export function makeModule(spec: ModuleSpec): PyModule {
  const module = newModule(spec.name, spec.doc === undefined ? None : strFromJs(spec.doc));
  const name = str(spec.name);
  for (const f of spec.functions ?? []) dictSetStr(module.dict, f.name, new PyNative(f, undefined, name));
  for (const t of spec.types ?? []) dictSetStr(module.dict, t.qualname, t);
  if (spec.attrs !== undefined)
    for (const [key, value] of Object.entries(spec.attrs())) dictSetStr(module.dict, key, value);
  spec.init?.(module);
  return module;
}
