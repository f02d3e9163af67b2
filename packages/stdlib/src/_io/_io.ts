/** Module _io. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, E, int, method } from '@pyston/objects';
import { BufferedIOBaseType, defineUnsupported, IOBaseType, RawIOBaseType, TextIOBaseType } from './base.ts';
import { BufferedRandomType, BufferedReaderType, BufferedWriterType } from './buffered.ts';
import { BytesIOType } from './bytesio.ts';
import { FileIOType } from './fileio.ts';
import { NewlineDecoderType } from './newlines.ts';
import { open, openCode } from './open.ts';
import { BufferedRWPairType } from './rwpair.ts';
import { StringIOType } from './stringio.ts';
import { textEncoding, TextIOWrapperType } from './textio.ts';

export const ioModule: ModuleSpec = defineModule({
  name: '_io',
  doc: 'The io module provides the Python interfaces to stream handling.',
  functions: [
    method(
      'open',
      "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
      open,
      'Open file and return a stream.  Raise OSError upon failure.',
    ),
    method('open_code', '(path)', openCode, 'Opens the provided file with the intent to import the contents.'),
    method(
      'text_encoding',
      '(encoding, stacklevel=2, /)',
      textEncoding,
      'A helper function to choose the text encoding.',
    ),
  ],
  types: [
    IOBaseType,
    RawIOBaseType,
    BufferedIOBaseType,
    TextIOBaseType,
    FileIOType,
    BytesIOType,
    StringIOType,
    BufferedReaderType,
    BufferedWriterType,
    BufferedRandomType,
    BufferedRWPairType,
    TextIOWrapperType,
    NewlineDecoderType,
  ],
  attrs: () => ({
    DEFAULT_BUFFER_SIZE: int(131072),
    UnsupportedOperation: defineUnsupported(),
    BlockingIOError: E.BlockingIOError!,
  }),
});
