/** sys.stderr of the time before there are streams: what importlib says under -v goes straight to descriptor 2. */
import type { Value } from '@pyston/objects';
import {
  defineType,
  int,
  isStr,
  jsString,
  method,
  None,
  PyObject,
  strValue,
  typeError,
  typeOf,
  TypeFlag,
} from '@pyston/objects';
import { writeDescriptor } from './hooks.ts';

export class PyStderrPrinter extends PyObject {}

defineType({
  name: 'stderrprinter',
  instanceClass: PyStderrPrinter,
  flags: TypeFlag.NoNew,
  methods: [
    method('write', '($self, text, /)', (_self: PyStderrPrinter, text: Value) => {
      if (!isStr(text)) return typeError(`write() argument 1 must be str, not ${typeOf(text).name}`);
      writeDescriptor(2, jsString(strValue(text)));
      return int(jsString(strValue(text)).length);
    }),
    method('flush', '($self, /)', () => None),
    method('fileno', '($self, /)', () => int(2)),
  ],
});
