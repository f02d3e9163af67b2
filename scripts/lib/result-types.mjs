// Which TypeScript types are results of operations: a Python value, or `undefined` for "an exception is pending".

import ts from 'typescript-api';

const parts = (type) => (type.isUnion() ? type.types : [type]);

const isUndefined = (type) => (type.flags & ts.TypeFlags.Undefined) !== 0;

/** Brands of int and str are properties of intersection types; heap values are classes under PyObject. */
function isPythonValue(type, checker) {
  if (type.isIntersection())
    return type.types.some((part) => part.getProperties().some((property) => /Brand/.test(property.name)));
  return derivesFromObject(type, checker);
}

function derivesFromObject(type, checker) {
  if (type.symbol?.name === 'PyObject') return true;
  if (!type.isClassOrInterface()) return false;
  return checker.getBaseTypes(type).some((base) => derivesFromObject(base, checker));
}

/** Lengths, hashes and texts come as bare numbers and strings. */
const isPlain = (type) => (type.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike)) !== 0;

/** The type of an operation that may raise by returning undefined. A predicate gives true, false or undefined. */
export function isResult(type, checker) {
  const all = parts(type);
  if (!all.some(isUndefined)) return false;
  const values = all.filter((part) => !isUndefined(part));
  const predicate = values.length > 0 && values.every((part) => (part.flags & ts.TypeFlags.BooleanLike) !== 0);
  return predicate || values.some((part) => isPlain(part) || isPythonValue(part, checker));
}

/** The declaration that a call reaches, or undefined. */
export const declarationOf = (call, checker) => checker.getResolvedSignature(call)?.declaration;

/** True for what JavaScript brings (lib.*.d.ts) and for @types/node. */
export function isPlatform(declaration) {
  const file = declaration?.getSourceFile().fileName ?? '';
  return file.endsWith('.d.ts') && (file.includes('/lib.') || file.includes('@types/node'));
}

/** The return type of a call as declared, without what an optional chain adds. */
export function returnType(call, checker) {
  const signature = checker.getResolvedSignature(call);
  return signature === undefined ? checker.getTypeAtLocation(call) : checker.getReturnTypeOfSignature(signature);
}
