/**
 * The path hook of zip archives. CPython imports module zipimport at every start for it; here a native function stands in its
 * place in sys.path_hooks and takes no folders. The first archive that it meets puts the class zipimporter there.
 */
import type { Host } from '@pyston/host';
import { HostStat } from '@pyston/host';
import type { Result, Value } from '@pyston/objects';
import {
  call,
  dictGetStr,
  E,
  getAttr,
  hooks,
  isStr,
  jsString,
  method,
  PyList,
  PyNative,
  raise,
  strValue,
  ts,
} from '@pyston/objects';

const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;

/** Whether the path, or the first part of it that exists, is a file. */
function leadsToFile(path: string): boolean {
  const { fs } = ts.runtime.host as Host;
  const stat = new HostStat();
  for (let part = path; part !== ''; part = part.slice(0, Math.max(part.lastIndexOf('/'), 0)))
    if (fs.stat(part, stat) >= 0) return (stat.mode & TYPE_MASK) === REGULAR;
  return false;
}

function importer(path: Value): Result {
  if (!isStr(path) || !leadsToFile(jsString(strValue(path)))) return raise(E.ImportError!, 'not a Zip file');
  const module = hooks.importModule('zipimport');
  const type = module === undefined ? undefined : getAttr(module, 'zipimporter');
  if (type === undefined) return undefined;
  const list = dictGetStr(ts.runtime.sys, 'path_hooks');
  const at = list instanceof PyList ? list.items.indexOf(hook) : -1;
  if (at >= 0) (list as PyList).items[at] = type;
  return call(type, [path]);
}

const hook = new PyNative(
  method('zipimporter', '(path, /)', importer, 'The importer of a zip archive.'),
  undefined,
  undefined,
);

/** Puts the hook in front of the others, as CPython does. */
export function installZipHook(): void {
  const list = dictGetStr(ts.runtime.sys, 'path_hooks');
  if (list instanceof PyList) list.items.unshift(hook);
}
