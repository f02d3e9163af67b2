/** Module `unicodedata` (Unicode 16.0) and its ucd_3_2_0. */
import type { Form, ModuleSpec, NativeSpec, OldVersion, Properties, Result, StrValue, Value } from '@pyston/objects';
import {
  charName,
  cpAt,
  cpsOf,
  decimalValue,
  decompositionField,
  defineModule,
  defineType,
  digitValue,
  equalUnits,
  float,
  getset,
  int,
  jsString,
  lookupName,
  lookupSequence,
  method,
  normalizeCps,
  numericValue,
  oldCorrection,
  oldDecimalValue,
  oldNumericValue,
  oldProperties,
  properties,
  PyObject,
  raiseWith,
  E,
  str,
  strFromCodePoints,
  strFromJs,
  strLen,
  strOrUndefined,
  T,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';

/** One version of the character database. */
interface Database {
  readonly version: string;
  properties(cp: number): Properties;
  decimal(cp: number): number | null;
  numeric(cp: number): number | null;
  /** null for the current version. */
  readonly old: OldVersion | null;
}

const CURRENT: Database = {
  version: '16.0.0',
  properties,
  decimal: (cp) => (decimalValue(cp) < 0 ? null : decimalValue(cp)),
  numeric: numericValue,
  old: null,
};

const isAssigned = (cp: number): boolean => oldProperties(cp)[0] !== 'Cn';

const OLD: Database = {
  version: '3.2.0',
  properties: oldProperties,
  decimal(cp) {
    if (!isAssigned(cp)) return null;
    const value = oldDecimalValue(cp);
    return value === undefined ? CURRENT.decimal(cp) : value;
  },
  numeric: oldNumericValue,
  old: { assigned: isAssigned, corrected: oldCorrection },
};

/** The one character of an argument. */
function character(v: Value, fn: string, several: boolean): number | undefined {
  const text = strOrUndefined(v);
  const which = several ? ' 1' : '';
  if (text === undefined)
    return typeError(`${fn}() argument${which} must be a unicode character, not ${typeOf(v).name}`);
  if (strLen(text) === 1) return cpAt(text, 0);
  return typeError(`${fn}(): argument${which} must be a unicode character, not a string of length ${strLen(text)}`);
}

function property(name: string, get: (cp: number) => Value): NativeSpec {
  return method(name, '($self, chr, /)', (chr): Result => {
    const cp = character(chr, name, false);
    return cp === undefined ? undefined : get(cp);
  });
}

/** A property that some characters lack: the default, or ValueError. */
function optional(name: string, get: (cp: number) => Value | null, missing: string): NativeSpec {
  return method(name, '($self, chr, default=<unrepresentable>, /)', (chr, fallback): Result => {
    const cp = character(chr, name, true);
    if (cp === undefined) return undefined;
    return get(cp) ?? fallback ?? valueError(missing);
  });
}

const FORMS: readonly string[] = ['NFC', 'NFD', 'NFKC', 'NFKD'];

function formOf(v: Value, fn: string): Form | undefined {
  const text = strOrUndefined(v);
  if (text === undefined) return typeError(`${fn}() argument 1 must be str, not ${typeOf(v).name}`);
  const form = jsString(text);
  return FORMS.includes(form) ? (form as Form) : valueError('invalid normalization form');
}

/** The text in a normal form; ASCII is in all of them. */
function normalized(form: Form, text: StrValue, old: OldVersion | null): StrValue {
  if (typeof text === 'string') {
    let i = 0;
    while (i < text.length && text.charCodeAt(i) < 128) i++;
    if (i === text.length) return text;
  }
  const cps = cpsOf(text);
  const out = normalizeCps(cps, form, old);
  return equalUnits(out, cps) ? text : strFromCodePoints(out);
}

function normalizing(
  name: string,
  finish: (before: StrValue, after: StrValue) => Value,
  old: OldVersion | null,
): NativeSpec {
  return method(name, '($self, form, unistr, /)', (formArg, textArg): Result => {
    const form = formOf(formArg, name);
    if (form === undefined) return undefined;
    const text = strOrUndefined(textArg);
    if (text === undefined) return typeError(`${name}() argument 2 must be str, not ${typeOf(textArg).name}`);
    return finish(text, normalized(form, text, old));
  });
}

/** Old versions know neither aliases nor sequences, and their own characters only. */
function lookupImpl(nameArg: Value, db: Database): Result {
  const text = strOrUndefined(nameArg);
  if (text === undefined) return typeError(`lookup() argument must be str, not ${typeOf(nameArg).name}`);
  const name = jsString(text);
  const cp = lookupName(name, db.old === null);
  if (cp >= 0 && (db.old === null || db.old.assigned(cp))) return strFromCodePoints(Uint32Array.of(cp));
  const sequence = db.old === null ? lookupSequence(name) : null;
  if (sequence !== null) return strFromCodePoints(Uint32Array.from(sequence));
  return raiseWith(E.KeyError, strFromJs(`undefined character name '${name}'`));
}

function numberOrNull(n: number | null): Value | null {
  return n === null ? null : int(n);
}

function digitOf(db: Database, cp: number): Value | null {
  const n = digitValue(cp);
  return n < 0 || (db.old !== null && !isAssigned(cp)) ? null : int(n);
}

function decomposition(db: Database, cp: number): Value {
  if (db.old !== null && !db.old.assigned(cp)) return str('');
  if (cp < 0xac00 || cp > 0xd7a3) return str(decompositionField(cp));
  const hex = [...normalizeCps([cp], 'NFD')].map((part) => part.toString(16).toUpperCase());
  return str(hex.join(' '));
}

function numericOf(db: Database, cp: number): Value | null {
  const n = db.numeric(cp);
  return n === null ? null : float(n);
}

function nameOf(db: Database, cp: number): Value | null {
  if (db.old !== null && !db.old.assigned(cp)) return null;
  const name = charName(cp);
  return name === null ? null : str(name);
}

function functionsOf(db: Database): NativeSpec[] {
  return [
    property('category', (cp) => str(db.properties(cp)[0])),
    property('bidirectional', (cp) => str(db.properties(cp)[1])),
    property('combining', (cp) => int(db.properties(cp)[2])),
    property('east_asian_width', (cp) => str(db.properties(cp)[3])),
    property('mirrored', (cp) => int(db.properties(cp)[4])),
    property('decomposition', (cp) => decomposition(db, cp)),
    optional('decimal', (cp) => numberOrNull(db.decimal(cp)), 'not a decimal'),
    optional('digit', (cp) => digitOf(db, cp), 'not a digit'),
    optional('numeric', (cp) => numericOf(db, cp), 'not a numeric character'),
    optional('name', (cp) => nameOf(db, cp), 'no such name'),
    method('lookup', '($self, name, /)', (name) => lookupImpl(name, db)),
    normalizing('normalize', (_before, after) => after, db.old),
    normalizing('is_normalized', (before, after) => before === after, db.old),
  ];
}

/** unicodedata.UCD: an old version as an object. */
class PyUcd extends PyObject {}

function asMethod(spec: NativeSpec): NativeSpec {
  return { ...spec, impl: (_self: Value, ...args: Value[]) => spec.impl(...args) };
}

T['unicodedata.UCD'] = defineType({
  name: 'UCD',
  module: 'unicodedata',
  instanceClass: PyUcd,
  flags: TypeFlag.NoNew,
  methods: functionsOf(OLD).map(asMethod),
  getset: [getset('unidata_version', () => str(OLD.version))],
});

export const unicodedataModule: ModuleSpec = defineModule({
  name: 'unicodedata',
  doc: 'Properties of characters from the Unicode character database 16.0.',
  functions: functionsOf(CURRENT).map((spec) => ({ ...spec, signature: spec.signature.replace('$self, ', '') })),
  attrs: () => ({ unidata_version: str(CURRENT.version), ucd_3_2_0: new PyUcd(), UCD: T['unicodedata.UCD'] }),
});
