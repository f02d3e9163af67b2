// The loop of tier 0 on small functions, with module builtins only: arithmetic, calls, attributes, exceptions, generators.
import { PyCode, call0, dictGetStr, dictSetStr, makeModule, newDict, newModule, ts } from '@pyston/objects';
import type { Value } from '@pyston/objects';
import { runCode } from '../src/builtins/evaluation.ts';
import { builtinsModule } from '../src/builtins/module.ts';
import { compileSource } from '../src/compile.ts';
import { installLoop } from '../src/resume.ts';

installLoop();
ts.runtime.modules = newDict();
ts.runtime.builtins = makeModule(builtinsModule).dict;

const SOURCE = `
class Counter:
    def __init__(self): self.n = 0
    def step(self): self.n += 1

def add(a, b): return a + b

def sums():
    s = 0
    for i in range(1000): s += i & 7
    return s

def calls():
    s = 0
    for i in range(1000): s = add(s, i)
    return s

def methods():
    c = Counter()
    for i in range(1000): c.step()
    return c.n

def items():
    l = list(range(100))
    for i in range(1000): l[i % 100] = l[(i + 1) % 100]
    return l[0]

def handlers():
    n = 0
    for i in range(1000):
        try:
            if i & 3 == 0: raise ValueError
        except ValueError:
            n += 1
    return n

def generators():
    return sum(x * x for x in range(1000))
`;

const main = newModule('__main__');
dictSetStr(main.dict, '__builtins__', ts.runtime.builtins);
dictSetStr(main.dict, '__name__', '__main__' as Value);
const code = compileSource(SOURCE, { filename: 'bench.py', mode: 'exec', flags: 0, optimize: 0 })!;
if (runCode(new PyCode(code), main.dict, main.dict) === undefined) throw new Error('the functions raise');

/** One function of SOURCE; each does a thousand rounds. */
function rounds(name: string) {
  const f = dictGetStr(main.dict, name) as Value;
  return {
    name: `1000 rounds: ${name}`,
    run: () => {
      if (call0(f) === undefined) throw new Error(`${name} raises`);
    },
    python: { setup: SOURCE, statement: `${name}()` },
  };
}

export const benchmarks = ['sums', 'calls', 'methods', 'items', 'handlers', 'generators'].map(rounds);
