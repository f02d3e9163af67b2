/** Absolute paths without links and dots (realpath of POSIX), over what every host can do. */
import type { Host } from '@pyston/host';
import { HostStat } from '@pyston/host';

const MOST_LINKS = 40;

/** The real path of something that exists; null where it does not, or links lead in a circle. */
export function realPath({ fs }: Host, path: string): string | null {
  let done = '';
  let rest = path.startsWith('/') ? path : `${fs.getcwd()}/${path}`;
  for (let links = 0; rest !== ''; ) {
    const slash = rest.indexOf('/');
    const name = slash < 0 ? rest : rest.slice(0, slash);
    rest = slash < 0 ? '' : rest.slice(slash + 1);
    if (name === '' || name === '.') continue;
    if (name === '..') {
      done = done.slice(0, Math.max(0, done.lastIndexOf('/')));
      continue;
    }
    const at = `${done}/${name}`;
    const target = linkTarget(fs, at);
    if (target === null) done = at;
    else {
      if (++links > MOST_LINKS) return null;
      if (target.startsWith('/')) done = '';
      rest = rest === '' ? target : `${target}/${rest}`;
    }
  }
  const real = done === '' ? '/' : done;
  return fs.stat(real, new HostStat()) < 0 ? null : real;
}

/** Where a symbolic link leads; null for everything else. */
function linkTarget(fs: Host['fs'], path: string): string | null {
  try {
    return fs.readlink(path);
  } catch {
    return null;
  }
}
