/** A JavaScript error that left the runtime is a bug of ours: one line says where it struck and what to do. */
import type { Host } from '@pyston/host';
import { takeException, ts } from '@pyston/objects';
import { finalize } from './exit.ts';
import { report } from './run.ts';

/** Exit code of an internal error (EX_SOFTWARE). */
const SOFTWARE = 70;

/** Reports the error, after what the program has printed; gives the exit code. */
export function internalError(host: Host, error: unknown): number {
  const where = place();
  if (ts.exc !== null) takeException();
  try {
    finalize(SOFTWARE);
  } catch {
    // the same bug may strike again: what counts is the report of the first
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  report(
    host,
    `pyston: internal error${where}: ${text.split('\n')[0]} (a bug in Pyston: please report it with the program; PYSTON_DEBUG=1 shows where)\n`,
  );
  if (host.env.get('PYSTON_DEBUG') === '1' && error instanceof Error) report(host, `${error.stack}\n`);
  return SOFTWARE;
}

/** The innermost Python frame. */
function place(): string {
  const { frame } = ts;
  return frame === null ? '' : ` in ${frame.code.code.qualname} of "${frame.code.code.filename}"`;
}
