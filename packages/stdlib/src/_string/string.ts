/** Module `_string`: the parsers below string.Formatter. */
import type { Done, ModuleSpec, Result, StrValue, Value } from '@pyston/objects';
import {
  DONE,
  defineModule,
  defineType,
  FieldNameReader,
  fieldNumber,
  firstPartEnd,
  int,
  MarkupReader,
  method,
  None,
  PyObject,
  str,
  strFromCp,
  strLen,
  strOrUndefined,
  strSlice,
  T,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';

class PyFormatterIterator extends PyObject {
  text!: StrValue;
  reader!: MarkupReader;
}

class PyFieldNameIterator extends PyObject {
  reader!: FieldNameReader;
}

/** (literal, field name, spec, conversion); the last three None where no field follows. */
function nextMarkup(it: PyFormatterIterator): Value | Done | undefined {
  const { reader, text } = it;
  const more = reader.advance();
  if (more === undefined) return undefined;
  if (!more) return DONE;
  const literal = strSlice(text, reader.literalStart, reader.literalEnd);
  if (!reader.hasField) return tuple([literal, None, None, None]);
  const spec = strSlice(text, reader.specStart, reader.specEnd);
  return tuple([
    literal,
    strSlice(text, reader.nameStart, reader.nameEnd),
    spec,
    reader.conversion === 0 ? None : strFromCp(reader.conversion),
  ]);
}

function nextPart(it: PyFieldNameIterator): Value | Done | undefined {
  const { reader } = it;
  const more = reader.advance();
  if (more === undefined) return undefined;
  if (!more) return DONE;
  return tuple([reader.isAttribute, reader.number >= 0 ? int(reader.number) : reader.name]);
}

T.formatteriterator = defineType({
  name: 'formatteriterator',
  instanceClass: PyFormatterIterator,
  flags: TypeFlag.NoNew,
  slots: { iter: (it) => it, next: nextMarkup },
});

T.fieldnameiterator = defineType({
  name: 'fieldnameiterator',
  instanceClass: PyFieldNameIterator,
  flags: TypeFlag.NoNew,
  slots: { iter: (it) => it, next: nextPart },
});

function textOf(v: Value): StrValue | undefined {
  return strOrUndefined(v) ?? typeError(`expected str, got ${typeOf(v).name}`);
}

function formatterParser(v: Value): Result {
  const text = textOf(v);
  if (text === undefined) return undefined;
  const it = new PyFormatterIterator();
  it.text = text;
  it.reader = new MarkupReader(text, 0, strLen(text));
  return it;
}

function fieldNameSplit(v: Value): Result {
  const text = textOf(v);
  if (text === undefined) return undefined;
  const end = firstPartEnd(text, 0, strLen(text));
  const number = fieldNumber(text, 0, end);
  if (number === undefined) return undefined;
  const it = new PyFieldNameIterator();
  it.reader = new FieldNameReader(text, end, strLen(text));
  return tuple([number >= 0 ? int(number) : end === 0 ? str('') : strSlice(text, 0, end), it]);
}

export const stringModule: ModuleSpec = defineModule({
  name: '_string',
  functions: [
    method('formatter_parser', '(format, /)', formatterParser),
    method('formatter_field_name_split', '(field_name, /)', fieldNameSplit),
  ],
});
