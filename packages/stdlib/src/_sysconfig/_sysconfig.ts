/**
 * Module _sysconfig, and what sysconfig reads of a build: `_sysconfigdata_*`, a Python file in CPython, which `make` writes.
 * Nothing is compiled against this implementation yet, so there are no flags of compilers in it.
 */
import type { ModuleSpec, Value } from '@pyston/objects';
import {
  dictFromEntries,
  dictGetStr,
  defineModule,
  int,
  jsString,
  method,
  strFromJs,
  strOrUndefined,
  ts,
} from '@pyston/objects';

const VERSION = '3.14';
const MULTIARCH = 'x86_64-linux-gnu';

function sysText(name: string): string {
  const text = strOrUndefined(dictGetStr(ts.runtime.sys, name) as Value);
  return text === undefined ? '' : jsString(text);
}

function buildVariables(): Value {
  const prefix = sysText('base_prefix');
  const library = sysText('_stdlib_dir');
  const texts: Readonly<Record<string, string>> = {
    prefix,
    exec_prefix: sysText('base_exec_prefix'),
    VERSION,
    LDVERSION: VERSION,
    ABIFLAGS: '',
    MACHDEP: sysText('platform'),
    MULTIARCH,
    PLATLIBDIR: sysText('platlibdir'),
    SOABI: `pyston-314-${MULTIARCH}`,
    EXT_SUFFIX: `.pyston-314-${MULTIARCH}.so`,
    SHLIB_SUFFIX: '.so',
    EXE: '',
    BINDIR: `${prefix}/bin`,
    LIBDIR: `${prefix}/lib`,
    LIBDEST: library,
    BINLIBDEST: library,
    DESTSHARED: `${library}/lib-dynload`,
    INCLUDEPY: `${prefix}/include/python${VERSION}`,
    TZPATH: '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
  };
  const numbers = { Py_DEBUG: 0, Py_ENABLE_SHARED: 0, Py_GIL_DISABLED: 0, SIZEOF_VOID_P: 8, WITH_DOC_STRINGS: 1 };
  return dictFromEntries([
    ...Object.entries(texts).map(([name, text]): [string, Value] => [name, strFromJs(text)]),
    ...Object.entries(numbers).map(([name, n]): [string, Value] => [name, int(n)]),
  ]);
}

const buildData = (platform: string): ModuleSpec =>
  defineModule({
    name: `_sysconfigdata__${platform}_${MULTIARCH}`,
    doc: 'What is known of the build.',
    attrs: () => ({ build_time_vars: buildVariables() }),
  });

export const sysconfigModules: readonly ModuleSpec[] = [
  defineModule({
    name: '_sysconfig',
    doc: 'A helper for the sysconfig module.',
    functions: [
      method(
        'config_vars',
        '()',
        () =>
          dictFromEntries([
            ['Py_GIL_DISABLED', int(0)],
            ['Py_DEBUG', int(0)],
          ]),
        'Variables of the build.',
      ),
    ],
  }),
  ...['linux', 'darwin'].map(buildData),
];
