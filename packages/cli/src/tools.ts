/** `pyston tokens|ast|dis FILE`: what each stage makes of a source. A file of that name in the working folder goes first. */
import { compileModule, dis } from '@pyston/bytecode';
import type { Host } from '@pyston/host';
import { dump, parse, PySyntaxError, tokenize } from '@pyston/parser';
import { existsSync, readFileSync } from 'node:fs';

type Tool = (source: Uint8Array, filename: string) => string;

const TOOLS: Readonly<Record<string, Tool>> = {
  tokens(source) {
    const text = new TextDecoder().decode(source);
    const stream = tokenize(text as never) as unknown as Iterable<unknown>;
    return `${[...stream].map((t) => JSON.stringify(t)).join('\n')}\n`;
  },
  ast: (source, filename) => `${dump(parse(source, { filename, mode: 'exec' }), { indent: 2 })}\n`,
  dis: (source, filename) => dis(compileModule(parse(source, { filename, mode: 'exec' }), { filename })),
};

/** Exit code, or null if the arguments name no tool. */
export function runTool(host: Host, argv: readonly string[]): number | null {
  const [name, file] = argv;
  const tool = name === undefined || existsSync(name) || !Object.hasOwn(TOOLS, name) ? undefined : TOOLS[name];
  if (tool === undefined || file === undefined) return null;
  const write = (fd: number, text: string): void => {
    const data = new TextEncoder().encode(text);
    for (let at = 0; at < data.length; ) {
      const n = host.fd.write(fd, data, at, data.length - at);
      if (n < 0) return;
      at += n;
    }
  };
  let source: Uint8Array;
  try {
    source = readFileSync(file);
  } catch {
    write(2, `pyston ${name}: can't open file '${file}'\n`);
    return 2;
  }
  try {
    write(1, tool(source, file));
    return 0;
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    write(2, `  File "${file}", line ${error.lineno}\n${error.kind}: ${error.msg}\n`);
    return 1;
  }
}
