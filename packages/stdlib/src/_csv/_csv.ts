/** Module `_csv`: reading and writing of comma separated values. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import { asSsize, defineModule, int, method, str, typeError } from '@pyston/objects';
import {
  DialectType,
  errorType,
  getDialect,
  listDialects,
  Quote,
  registerDialect,
  unregisterDialect,
} from './dialect.ts';
import { limits, makeReader, ReaderType } from './reader.ts';
import { makeWriter, WriterType } from './writer.ts';

function fieldSizeLimit(limit?: Value): Result {
  const old = limits.field;
  if (limit !== undefined) {
    if (typeof limit !== 'number' && typeof limit !== 'bigint') return typeError('limit must be an integer');
    const n = asSsize(limit);
    if (n === undefined) return undefined;
    limits.field = n;
  }
  return int(old);
}

export const csvModule: ModuleSpec = defineModule({
  name: '_csv',
  doc: 'CSV parsing and writing.',
  functions: [
    method('reader', '(iterable, dialect=None, /, **fmtparams)', makeReader),
    method('writer', '(fileobj, dialect=None, /, **fmtparams)', makeWriter),
    method('list_dialects', '()', listDialects),
    method('register_dialect', '(name, dialect=None, /, **fmtparams)', registerDialect),
    method('unregister_dialect', '(name)', unregisterDialect),
    method('get_dialect', '(name)', getDialect),
    method('field_size_limit', '(new_limit=None, /)', fieldSizeLimit),
  ],
  attrs: () => ({
    Dialect: DialectType,
    Reader: ReaderType,
    Writer: WriterType,
    Error: errorType,
    __version__: str('1.0'),
    QUOTE_MINIMAL: int(Quote.Minimal),
    QUOTE_ALL: int(Quote.All),
    QUOTE_NONNUMERIC: int(Quote.NonNumeric),
    QUOTE_NONE: int(Quote.None),
    QUOTE_STRINGS: int(Quote.Strings),
    QUOTE_NOTNULL: int(Quote.NotNull),
  }),
});
