/** The child of survey.mjs: imports one extension module and says what came of it. */
import process from 'node:process';
import { importExtension, problem, startPython } from '../tests/c-support.ts';

const [name, path] = process.argv.slice(2) as [string, string];
const why = problem();
if (why !== null) throw new Error(why);
const python = await startPython();
try {
  const names = Object.keys(importExtension(python, name, path));
  process.stdout.write(names.length > 0 ? 'loaded' : 'empty');
} catch (error) {
  process.stdout.write(String((error as Error).message));
}
python.close();
