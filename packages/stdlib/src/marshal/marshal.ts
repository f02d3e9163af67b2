/** Module marshal: values and code objects as bytes. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import { asIndex, bufferOf, bytes, callMethod, defineModule, int, isTrue, method } from '@pyston/objects';
import { VERSION } from './codes.ts';
import { FileSource, MemorySource, Reader, readsBytes } from './read.ts';
import { marshalBytes } from './write.ts';

function dumps(value: Value, version?: Value, allowCode?: Value): Result {
  const v = version === undefined ? VERSION : asIndex(version);
  const allow = allowCode === undefined ? true : isTrue(allowCode);
  return v === undefined || allow === undefined ? undefined : bytes(marshalBytes(value, v, allow));
}

function dump(value: Value, file: Value, version?: Value, allowCode?: Value): Result {
  const data = dumps(value, version, allowCode);
  return data === undefined ? undefined : callMethod(file, 'write', data);
}

function loads(data: Value, allowCode?: Value): Result {
  const raw = bufferOf(data);
  const allow = allowCode === undefined ? true : isTrue(allowCode);
  return raw === undefined || allow === undefined ? undefined : new Reader(new MemorySource(raw), allow).read();
}

function load(file: Value, allowCode?: Value): Result {
  const allow = allowCode === undefined ? true : isTrue(allowCode);
  if (allow === undefined || readsBytes(file) === undefined) return undefined;
  return new Reader(new FileSource(file), allow).read();
}

export const marshalModule: ModuleSpec = defineModule({
  name: 'marshal',
  doc: 'Reads and writes values in a binary format of the runtime; the format of code objects is not that of other implementations.',
  functions: [
    method('dump', '(value, file, version=version, /, *, allow_code=True)', dump, 'Write the value on the open file.'),
    method('load', '(file, /, *, allow_code=True)', load, 'Read one value from the open file and return it.'),
    method(
      'dumps',
      '(value, version=version, /, *, allow_code=True)',
      dumps,
      'Return the bytes object that would be written to a file by dump(value, file).',
    ),
    method('loads', '(bytes, /, *, allow_code=True)', loads, 'Convert the bytes-like object to a value.'),
  ],
  attrs: () => ({ version: int(VERSION) }),
});
