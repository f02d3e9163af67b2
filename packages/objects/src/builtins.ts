/**
 * Loads every built-in type and completes the object model of the isolate: `object` and `type` first, then the types
 * that registered themselves while their modules loaded. Import this module before any value is made.
 */
import './core/slot-python.ts';
import './exceptions/new.ts';
import './exceptions/tree.ts';
import './exceptions/group.ts';
import './exceptions/traceback-type.ts';
import './function/cell-type.ts';
import './function/code-type.ts';
import './function/function-type.ts';
import './function/getset-types.ts';
import './function/method-type.ts';
import './function/native-types.ts';
import './function/property.ts';
import './function/static-types.ts';
import './function/super.ts';
import './module/module.ts';
import './object/simple-namespace.ts';
import './object/singleton-types.ts';
import './ops/typecheck.ts';
import './type/class-dict.ts';
import { fillWaitingTypes } from './core/define-type.ts';
import { defineObject } from './object/object.ts';
import { defineTypeType } from './type/type-type.ts';
import './generator/types.ts';
import './generator/async.ts';
import './function/frame-type.ts';
// numbers
import './int/type.ts';
import './bool/type.ts';
import './complex/type.ts';
import './float/type.ts';
// text and binary
import './str/type.ts';
import './bytes/type.ts';
import './bytearray/type.ts';
import './memoryview/type.ts';
// containers and iterators
import './dict/iter-types.ts';
import './dict/proxy-type.ts';
import './dict/type.ts';
import './genericalias/type.ts';
import './genericalias/union.ts';
import './iterators/generic-types.ts';
import './iterators/sequence-iterators.ts';
import './list/type.ts';
import './range/type.ts';
import './set/frozenset-type.ts';
import './set/set-type.ts';
import './slice/type.ts';
import './templates/types.ts';
import './tuple/type.ts';
import './typing/alias.ts';
import './typing/parameters.ts';
import './weakref/proxy-type.ts';
import './weakref/ref-type.ts';

defineObject();
defineTypeType();
fillWaitingTypes();
