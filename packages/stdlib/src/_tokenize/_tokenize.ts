/** Module _tokenize: the parser's tokenizer as an iterator of (type, string, start, end, line). */
import type { LibraryToken, PySyntaxError } from '@pyston/parser';
import { libraryTokens } from '@pyston/parser';
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  bindNew,
  call0,
  clearIf,
  decodeText,
  defineModule,
  defineType,
  DONE,
  E,
  hooks,
  int,
  isBytes,
  isStr,
  isTrue,
  jsString,
  None,
  PyObject,
  raiseValue,
  strFromJs,
  strValue,
  tuple,
  typeError,
  TypeFlag,
} from '@pyston/objects';

class TokenizerIter extends PyObject {
  readline: Value = None;
  encoding: string | null = null;
  extra = false;
  tokens: LibraryToken[] | null = null;
  error: PySyntaxError | null = null;
  at = 0;
}

const PARAMS = bindNew('tokenizeriter', '(readline, *, encoding=None, extra_tokens=False)');

function create(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [readline, encoding, extra] = bound as [Value, Value | undefined, Value | undefined];
  const it = new cls.instanceClass() as TokenizerIter;
  const wanted = extra === undefined ? false : isTrue(extra);
  if (wanted === undefined) return undefined;
  it.readline = readline;
  it.encoding = encoding === undefined || encoding === None ? null : jsString(strValue(encoding as any));
  it.extra = wanted;
  return it;
}

/** All lines of the source; `undefined` = raised. */
function readSource(self: TokenizerIter): string | undefined {
  const parts: string[] = [];
  for (;;) {
    const line = call0(self.readline);
    if (line === undefined) {
      if (!clearIf(E.StopIteration!)) return undefined;
      break;
    }
    const text = lineText(self, line);
    if (text === undefined) return undefined;
    if (text === '') break;
    parts.push(text);
  }
  return parts.join('');
}

function lineText(self: TokenizerIter, line: Value): string | undefined {
  if (self.encoding === null)
    return isStr(line) ? jsString(strValue(line)) : typeError(`readline() returned a non-string object`);
  if (!isBytes(line)) return typeError('readline() returned a non-bytes object');
  const text = decodeText(line.bytes, self.encoding, 'replace');
  return text === undefined ? undefined : jsString(text);
}

function start(self: TokenizerIter): true | undefined {
  const source = readSource(self);
  if (source === undefined) return undefined;
  const { tokens, error } = libraryTokens(source.replaceAll('\r\n', '\n'));
  if (source.includes('\r\n')) restoreLineEnds(tokens, source);
  self.tokens = self.extra ? tokens : tokens.filter((t) => t.type !== COMMENT && t.type !== NL);
  self.error = error;
  return true;
}

const NEWLINE = 4;
const COMMENT = 65;
const NL = 66;

/** Puts the \r\n of the source back into tokens that were read with \n. */
function restoreLineEnds(tokens: readonly LibraryToken[], source: string): void {
  const hasReturn = source.split('\n').map((line) => line.endsWith('\r'));
  const restore = (text: string, first: number): string => {
    let line = first - 1;
    return text.replaceAll('\n', () => (hasReturn[line++] ? '\r\n' : '\n'));
  };
  for (const token of tokens) {
    const [line] = token.start;
    token.string = restore(token.string, line);
    token.line = restore(token.line, line);
    if ((token.type === NEWLINE || token.type === NL) && token.string === '\r\n') token.end[1]++;
  }
}

function fail(error: PySyntaxError): undefined {
  const place = [
    strFromJs('<string>'),
    int(error.lineno ?? 0),
    int(error.offset ?? 0),
    error.text === null ? None : strFromJs(error.text),
    int(error.endLineno ?? 0),
    int(error.endOffset ?? 0),
  ];
  return raiseValue(hooks.newException(E[error.kind] ?? E.SyntaxError!, [strFromJs(error.msg), tuple(place)]));
}

function next(self: TokenizerIter): Value | typeof DONE | undefined {
  if (self.tokens === null && start(self) === undefined) return undefined;
  const token = self.tokens![self.at];
  if (token === undefined) return self.error === null ? DONE : fail(self.error);
  self.at++;
  const place = ([line, col]: [number, number]): Value => tuple([int(line), int(col)]);
  return tuple([int(token.type), strFromJs(token.string), place(token.start), place(token.end), strFromJs(token.line)]);
}

const TokenizerIterType: PyType = defineType({
  name: 'TokenizerIter',
  module: '_tokenize',
  instanceClass: TokenizerIter,
  flags: TypeFlag.Base,
  slots: { new: create, iter: (self: TokenizerIter) => self, next },
});

export const tokenizeModule: ModuleSpec = defineModule({ name: '_tokenize', types: [TokenizerIterType] });
