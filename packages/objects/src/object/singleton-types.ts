/** Types NoneType, NotImplementedType and ellipsis. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { typeError, raise } from '../core/errors.ts';
import type { InstanceClass, PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { Ellipsis, None, NotImplemented, PyEllipsis, PyNone, PyNotImplemented } from '../core/singletons.ts';
import type { Slots } from '../core/slots.ts';
import type { PyType } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';

function singleton(
  name: string,
  instanceClass: InstanceClass,
  value: PyObject,
  repr: string,
  slots: Partial<Slots>,
  pickles: boolean,
): PyType {
  return defineType({
    name,
    instanceClass,
    doc: `The type of the ${repr} singleton.`,
    slots: {
      repr: () => str(repr),
      new: (_cls: PyType, args: Value[], kwnames) =>
        args.length > 0 || kwnames !== null ? typeError(`${name} takes no arguments`) : value,
      ...slots,
    },
    methods: pickles ? [method('__reduce__', '($self, /)', () => str(repr))] : [],
  });
}

T.NoneType = singleton('NoneType', PyNone, None, 'None', { bool: () => false, hash: () => int(0xfca86420) }, false);
T.NotImplementedType = singleton(
  'NotImplementedType',
  PyNotImplemented,
  NotImplemented,
  'NotImplemented',
  { bool: () => raise(E.TypeError!, 'NotImplemented should not be used in a boolean context') },
  true,
);
T.ellipsis = singleton('ellipsis', PyEllipsis, Ellipsis, 'Ellipsis', {}, true);
