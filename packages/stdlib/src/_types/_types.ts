/** Module `_types`: the types of the interpreter under the names of module types. */
import type { ModuleSpec, PyType, Value } from '@pyston/objects';
import { defineModule, defineType, PyObject, T, TypeFlag } from '@pyston/objects';

/** Capsules wrap pointers of C extensions. */
T.PyCapsule ??= defineType({
  name: 'PyCapsule',
  instanceClass: class PyCapsule extends PyObject {},
  doc: 'Capsule objects let you wrap a C "void *" pointer in a Python\nobject.',
  flags: TypeFlag.NoNew,
});

/** Name in the module → built-in type. */
const NAMES: Readonly<Record<string, string>> = {
  AsyncGeneratorType: 'async_generator',
  BuiltinFunctionType: 'builtin_function_or_method',
  BuiltinMethodType: 'builtin_function_or_method',
  CapsuleType: 'PyCapsule',
  CellType: 'cell',
  ClassMethodDescriptorType: 'classmethod_descriptor',
  CodeType: 'code',
  CoroutineType: 'coroutine',
  EllipsisType: 'ellipsis',
  FrameType: 'frame',
  FunctionType: 'function',
  GeneratorType: 'generator',
  GenericAlias: 'GenericAlias',
  GetSetDescriptorType: 'getset_descriptor',
  LambdaType: 'function',
  MappingProxyType: 'mappingproxy',
  MemberDescriptorType: 'member_descriptor',
  MethodDescriptorType: 'method_descriptor',
  MethodType: 'method',
  MethodWrapperType: 'method-wrapper',
  ModuleType: 'module',
  NoneType: 'NoneType',
  NotImplementedType: 'NotImplementedType',
  SimpleNamespace: 'SimpleNamespace',
  TracebackType: 'traceback',
  UnionType: 'Union',
  WrapperDescriptorType: 'wrapper_descriptor',
};

export const typesModule: ModuleSpec = defineModule({
  name: '_types',
  doc: 'Define names for built-in types.',
  attrs: () => {
    const out: Record<string, Value> = {};
    for (const [name, type] of Object.entries(NAMES)) {
      const t: PyType | undefined = T[type];
      if (t !== undefined) out[name] = t;
    }
    return out;
  },
});
