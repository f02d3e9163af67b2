/** Names of the classes of io in messages. */
import { moduleOf, TypeFlag, typeOf, type Value } from '@pyston/objects';

/** Built-in classes are named with their module, classes of the program without. */
export function typeName(self: Value): string {
  const type = typeOf(self);
  return type.flags & TypeFlag.Heap ? type.name : `${moduleOf(type)}.${type.name}`;
}
