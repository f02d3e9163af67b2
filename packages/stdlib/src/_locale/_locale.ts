/** Module _locale: the C library's locale. */
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  defineModule,
  defineType,
  dictSetStr,
  E,
  int,
  isStr,
  jsString,
  list,
  method,
  newDict,
  None,
  raise,
  str,
  strFromJs,
  strValue,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { cInt } from '../posix/args.ts';

const exception = E.Exception!;

const LocaleError: PyType = defineType({
  name: 'Error',
  module: 'locale',
  base: exception,
  instanceClass: class extends exception.instanceClass {},
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
});

function textArg(v: Value, fn: string, position: string): string | undefined {
  return isStr(v) ? jsString(strValue(v)) : typeError(`${fn}() argument ${position}must be str, not ${typeOf(v).name}`);
}

function setlocale(categoryArg: Value, name?: Value): Result {
  const category = cInt(categoryArg);
  if (category === undefined) return undefined;
  let text: string | null = null;
  if (name !== undefined && name !== None) {
    if (!isStr(name)) return typeError(`setlocale() argument 2 must be str or None, not ${typeOf(name).name}`);
    text = jsString(strValue(name));
    if (text.includes('\0')) return valueError('embedded null character');
  }
  const r = hostOf().locale.setlocale(category, text);
  return r === undefined
    ? raise(LocaleError, text === null ? 'locale query failed' : 'unsupported locale setting')
    : strFromJs(r);
}

function localeconv(): Result {
  const d = newDict();
  for (const [key, v] of Object.entries(hostOf().locale.localeconv())) {
    dictSetStr(
      d,
      key,
      typeof v === 'number' ? int(v) : typeof v === 'string' ? strFromJs(v) : list((v as number[]).map((n) => int(n))),
    );
  }
  return d;
}

function strcoll(aArg: Value, bArg: Value): Result {
  const a = textArg(aArg, 'strcoll', '1 ');
  const b = a === undefined ? undefined : textArg(bArg, 'strcoll', '2 ');
  if (b === undefined) return undefined;
  if (a!.includes('\0') || b.includes('\0')) return valueError('embedded null character');
  return int(hostOf().locale.strcoll(a!, b));
}

function strxfrm(v: Value): Result {
  const text = textArg(v, 'strxfrm', '');
  if (text === undefined) return undefined;
  return text.includes('\0') ? valueError('embedded null character') : strFromJs(hostOf().locale.strxfrm(text));
}

function nlLanginfo(v: Value): Result {
  const item = cInt(v);
  if (item === undefined) return undefined;
  const { constants } = hostOf().locale;
  for (const [name, n] of Object.entries(constants))
    if (n === item && !name.startsWith('LC_') && name !== 'CHAR_MAX')
      return strFromJs(hostOf().locale.nlLanginfo(item));
  return valueError('unsupported langinfo constant');
}

/** The encoding of text in files: UTF-8 mode is on. */
function getencoding(): Result {
  return str('utf-8');
}

function attributes(): Record<string, Value> {
  const out: Record<string, Value> = { Error: LocaleError };
  for (const [name, n] of Object.entries(hostOf().locale.constants)) if (name !== '_DATE_FMT') out[name] = int(n);
  return out;
}

export const localeModule: ModuleSpec = defineModule({
  name: '_locale',
  doc: 'Support for POSIX locales.',
  functions: [
    method('setlocale', '(category, locale=None, /)', setlocale),
    method('localeconv', '()', localeconv),
    method('strcoll', '(os1, os2, /)', strcoll),
    method('strxfrm', '(string, /)', strxfrm),
    method('nl_langinfo', '(key, /)', nlLanginfo),
    method('getencoding', '()', getencoding),
  ],
  attrs: attributes,
});
