import { readFileSync } from 'node:fs';
import { parse } from '@pyston/parser';
import { compileModule } from '@pyston/bytecode';
import * as O from '@pyston/objects';
import { runCode } from './src/builtins/evaluation.ts';
import { builtinsModule } from './src/builtins/module.ts';
import { installLoop } from './src/resume.ts';
const o = O as any;
installLoop();
const runtime = new o.Runtime(); o.setThreadState(new o.ThreadState(runtime));
runtime.modules = o.newDict(); runtime.extras.set('optimize', 0); runtime.extras.set('singlePhase', new Map());
runtime.intMaxStrDigits = 4300;
const b = o.makeModule(builtinsModule); runtime.builtins = b.dict;
const sys = o.newModule('sys'); runtime.sys = sys.dict; o.dictSetStr(runtime.modules, 'sys', sys);
const comp = (s: string | Uint8Array, f: string) => new o.PyCode(compileModule(parse(s, { filename: f, mode: 'exec' }), { filename: f }));
const ns = () => { const g = o.newDict(); o.dictSetStr(g, '__builtins__', b.dict); o.dictSetStr(g, '__name__', o.str('__main__')); return g; };
const pg = ns();
const report = () => { const e = o.takeException(); console.log('EXC', o.typeOf(e).name, o.strOf(e)); };
if (runCode(comp('class W:\n    def __init__(self): self.l = []\n    def write(self, s): self.l.append(s)\n    def flush(self): pass\nw = W()\n', 'pre'), pg, pg) === undefined) report();
o.dictSetStr(sys.dict, 'stdout', o.dictGetStr(pg, 'w'));
for (const file of process.argv.slice(2)) {
  const g = ns();
  try { if (runCode(comp(readFileSync(file), file), g, g) === undefined) report(); } catch (e) { console.log(e); }
}
if (runCode(comp('r = "".join(w.l)\n', 'post'), pg, pg) === undefined) report();
process.stdout.write(String(o.jsString(o.strValue(o.dictGetStr(pg, 'r')))));
