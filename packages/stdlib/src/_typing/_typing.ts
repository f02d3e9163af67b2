/** Module `_typing`. The types are in package objects (src/typing, src/genericalias). */
import type { ModuleSpec, Value } from '@pyston/objects';
import { defineModule, method, NoDefault, T } from '@pyston/objects';

export const typingModule: ModuleSpec = defineModule({
  name: '_typing',
  doc: 'Primitives and accelerators for the typing module.\n',
  functions: [method('_idfunc', '(x, /)', (x: Value) => x)],
  attrs: () => ({
    Generic: T.Generic,
    NoDefault,
    ParamSpec: T.ParamSpec,
    ParamSpecArgs: T.ParamSpecArgs,
    ParamSpecKwargs: T.ParamSpecKwargs,
    TypeAliasType: T.TypeAliasType,
    TypeVar: T.TypeVar,
    TypeVarTuple: T.TypeVarTuple,
    Union: T.Union,
  }),
});
