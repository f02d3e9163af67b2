// Compiled, never run: what a TypeScript program under `moduleResolution: nodenext` sees of each entry. An expected error proves that
// the types are there and are not `any`.
import { type CodeObject, compileModule, dis } from '@pyston/bytecode';
import { type PythonRuntime, createRuntime } from '@pyston/cli';
import { type Host, HostStat } from '@pyston/host';
import { createFakeHost } from '@pyston/host/fake';
import { createNodeHost } from '@pyston/host/node';
import { EXIT, type Tier } from '@pyston/interp';
import { type Result, dictSetStr, int, newDict } from '@pyston/objects';
import { type ast, parse } from '@pyston/parser';
import { parseTolerant } from '@pyston/parser/tolerant';
import { MODULES } from '@pyston/stdlib';
import { FrozenModules } from '@pyston/stdlib/frozen';

const tree: ast.ModNode = parse('x = 1', { filename: 'x.py', mode: 'exec' });
// @ts-expect-error: there is no such mode
parse('x = 1', { filename: 'x.py', mode: 'run' });
const [error] = parseTolerant('x = = 1').errors;
const place: number | undefined = error?.from;

const code: CodeObject = compileModule(tree as ast.Module, { filename: 'x.py' });
const listing: string = dis(code);
// @ts-expect-error: a listing is text
const lines: string[] = dis(code);

const hosts: Host[] = [createNodeHost(), createFakeHost()];
const errno: number = hosts[0]!.fs.stat('/', new HostStat());
// @ts-expect-error: paths are text or bytes
hosts[0]!.fs.stat(1, new HostStat());

const table = newDict();
dictSetStr(table, 'answer', int(42));
// @ts-expect-error: the key is a JavaScript string
dictSetStr(table, int(1), int(42));
const result: Result = undefined;

const tier: Tier = { name: 'none', enter: () => null, loop: () => () => EXIT };
const python: PythonRuntime = createRuntime({ tiers: [tier], host: hosts[0]!, modules: MODULES });
// @ts-expect-error: closing gives the exit code
const closed: string = python.close();
const frozen = (pack: Uint8Array): FrozenModules => new FrozenModules(pack);

export { closed, errno, frozen, lines, listing, place, result };
