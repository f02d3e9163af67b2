/** Which functions V8's optimizing compilers take; what the host does alike with and without the addon. */

/** The first engine that has Maglev, and its flag, in every build. */
const FIRST = 22;

/** See HostEngine. The engine looks at the two filters whenever it decides about a function. */
export function holdBack(name: string | null): void {
  if (Number.parseInt(process.versions.node, 10) < FIRST) return;
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const compiler of ['maglev', 'turbo'])
    setFlagsFromString(`--${compiler}-filter=${name === null ? '*' : `-${name}`}`);
}
