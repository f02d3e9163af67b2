import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HostStat } from '../src/index.ts';
import { bytes, cleanUp, codeOf, subjects, text } from './hosts.ts';

const O = {
  RDONLY: 0,
  WRONLY: 1,
  RDWR: 2,
  CREAT: 0o100,
  EXCL: 0o200,
  TRUNC: 0o1000,
  APPEND: 0o2000,
  DIRECTORY: 0o200000,
};
const S_IFMT = 0o170000;
const E = {
  ENOENT: 2,
  EBADF: 9,
  EEXIST: 17,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENOTEMPTY: 39,
  ELOOP: 40,
  EILSEQ: 84,
};

for (const { name, host, dir } of subjects()) {
  const { fs, fd } = host;
  const test = suite(`fs over ${name}`);
  const at = (path: string) => `${dir}/${path}`;
  const stat = (path: string) => {
    const out = new HostStat();
    assert.is(fs.stat(path, out), 0, path);
    return out;
  };
  const put = (path: string, content: string) => {
    const file = fs.open(path, O.WRONLY | O.CREAT | O.TRUNC, 0o666);
    assert.ok(file >= 0, `open ${path}: ${file}`);
    assert.is(fd.write(file, bytes(content), 0, bytes(content).length), bytes(content).length);
    assert.is(fd.close(file), 0);
  };
  const get = (path: string) => {
    const file = fs.open(path, O.RDONLY, 0);
    const buffer = new Uint8Array(1000);
    const count = fd.read(file, buffer, 0, 1000);
    assert.is(fd.close(file), 0);
    return text(buffer.subarray(0, count));
  };

  test('open, write, read, stat', () => {
    put(at('a'), 'hello');
    assert.is(get(at('a')), 'hello');
    const found = stat(at('a'));
    assert.is(found.size, 5);
    assert.is(found.mode & S_IFMT, 0o100000);
    assert.is(found.nlink, 1);
    assert.ok(found.mtimeNsec >= 0 && found.mtimeNsec < 1e9);
    assert.ok(Math.abs(found.mtimeSec - host.clock.seconds(0)) < 5);
    assert.is(fs.open(at('a'), O.WRONLY | O.CREAT | O.EXCL, 0o666), -E.EEXIST);
    assert.is(fs.open(at('none'), O.RDONLY, 0), -E.ENOENT);
    assert.is(fs.open(at('a'), O.RDONLY | O.DIRECTORY, 0), -E.ENOTDIR);
    assert.is(fs.open(dir, O.WRONLY, 0), -E.EISDIR);
    assert.is(fs.stat(at('a/b'), found), -E.ENOTDIR);
    assert.is(fs.stat('', found), -E.ENOENT);
    assert.is(fs.stat('a\0b', found), -E.EINVAL);
    assert.is(fs.stat(bytes(at('a')), found), 0);
  });

  test('names that are no UTF-8', () => {
    const odd = at('odd\udcff é');
    put(odd, 'x');
    assert.is(get(odd), 'x');
    assert.ok(fs.listdir(dir).includes('odd\udcff é'));
    assert.is(fs.stat(at('\ud800'), new HostStat()), -E.EILSEQ);
    assert.is(fs.unlink(odd), 0);
  });

  test('directories', () => {
    assert.is(fs.mkdir(at('d'), 0o777), 0);
    assert.is(fs.mkdir(at('d'), 0o777), -E.EEXIST);
    assert.is(fs.mkdir(at('x/y'), 0o777), -E.ENOENT);
    put(at('d/f'), '');
    assert.is(fs.symlink('f', at('d/l')), 0);
    assert.is(fs.mkdir(at('d/s'), 0o700), 0);
    assert.equal(fs.listdir(at('d')).sort(), ['f', 'l', 's']);
    assert.equal(fs.listdir(bytes(at('d'))).sort(), ['f', 'l', 's']);
    const found = fs.scandir(at('d'));
    const types = Object.fromEntries(found.names.map((entry, i) => [entry, found.types[i]]));
    assert.equal(types, { f: 8, l: 10, s: 4 });
    assert.is(fs.rmdir(at('d')), -E.ENOTEMPTY);
    assert.is(fs.rmdir(at('d/f')), -E.ENOTDIR);
    assert.is(fs.rmdir(at('d/s')), 0);
    assert.is(
      codeOf(() => fs.listdir(at('none'))),
      'ENOENT',
    );
    assert.is(
      codeOf(() => fs.listdir(at('d/f'))),
      'ENOTDIR',
    );
    const opened = fs.open(at('d'), O.RDONLY, 0);
    assert.equal(fs.listdir(opened).sort(), ['f', 'l']);
    assert.equal(fs.listdir(opened).sort(), ['f', 'l'], 'a second time');
    fd.close(opened);
  });

  test('links', () => {
    put(at('one'), '1');
    assert.is(fs.link(at('one'), at('two')), 0);
    assert.is(stat(at('two')).nlink, 2);
    assert.is(stat(at('two')).ino, stat(at('one')).ino);
    assert.is(fs.symlink('one', at('sym')), 0);
    assert.is(fs.readlink(at('sym')), 'one');
    assert.is(get(at('sym')), '1');
    const link = new HostStat();
    assert.is(fs.lstat(at('sym'), link), 0);
    assert.is(link.mode & S_IFMT, 0o120000);
    assert.is(link.size, 3);
    assert.is(
      codeOf(() => fs.readlink(at('one'))),
      'EINVAL',
    );
    assert.is(fs.symlink('loop', at('loop')), 0);
    assert.is(fs.stat(at('loop'), link), -E.ELOOP);
    assert.is(fs.unlink(at('loop')), 0);
    assert.is(fs.symlink('nowhere', at('broken')), 0);
    assert.is(fs.stat(at('broken'), link), -E.ENOENT);
    assert.is(fs.access(at('broken'), 0), -E.ENOENT);
    assert.is(fs.access(at('one'), 4), 0);
  });

  test('rename', () => {
    put(at('from'), 'F');
    put(at('to'), 'T');
    assert.is(fs.rename(at('from'), at('to')), 0);
    assert.is(get(at('to')), 'F');
    assert.is(fs.access(at('from'), 0), -E.ENOENT);
    fs.mkdir(at('rd'), 0o777);
    assert.is(fs.rename(at('to'), at('rd')), -E.EISDIR);
    assert.is(fs.rename(at('rd'), at('to')), -E.ENOTDIR);
    assert.is(fs.rename(at('rd'), at('rd/in')), -E.EINVAL);
    assert.is(fs.rename(at('gone'), at('to')), -E.ENOENT);
    assert.is(fs.unlink(at('to')), 0);
    assert.is(fs.unlink(at('to')), -E.ENOENT);
  });

  test('modes, owners, times', () => {
    put(at('m'), '');
    assert.is(fs.chmod(at('m'), 0o640), 0);
    assert.is(stat(at('m')).mode & 0o7777, 0o640);
    const found = stat(at('m'));
    assert.is(fs.chown(at('m'), found.uid, -1), 0);
    assert.is(fs.utime(at('m'), 1e9, 0, 1_234_567_890, 500_000_000), 0);
    const after = stat(at('m'));
    assert.is(after.atimeSec, 1e9);
    assert.is(after.mtimeSec, 1_234_567_890);
    assert.is(after.mtimeNsec, 500_000_000);
    const before = fs.umask(0o077);
    fs.mkdir(at('masked'), 0o777);
    assert.is(fs.umask(before), 0o077);
    assert.is(stat(at('masked')).mode & 0o777, 0o700);
  });

  test('truncate and the working directory', () => {
    put(at('t'), 'hello');
    assert.is(fs.truncate(at('t'), 2), 0);
    assert.is(get(at('t')), 'he');
    assert.is(fs.truncate(at('t'), 4), 0);
    assert.is(get(at('t')), 'he\0\0');
    assert.is(fs.truncate(at('t'), -1), -E.EINVAL);
    const home = fs.getcwd();
    fs.mkdir(at('cwd'), 0o777);
    assert.is(fs.chdir(at('cwd')), 0);
    assert.ok(fs.getcwd().endsWith('/cwd'));
    put('inside', 'i');
    assert.is(get(at('cwd/inside')), 'i');
    assert.is(get('../t'), 'he\0\0');
    assert.is(fs.chdir(home), 0);
    assert.is(fs.getcwd(), home);
    assert.is(fs.chdir(at('t')), -E.ENOTDIR);
    assert.ok(fs.statvfs(dir).bsize > 0);
  });

  test('directory descriptors', () => {
    fs.mkdir(at('at'), 0o777);
    const base = fs.open(at('at'), O.RDONLY | O.DIRECTORY, 0);
    const made = fs.open('x', O.WRONLY | O.CREAT, 0o666, base);
    if (!fs.hasDirFd) {
      assert.is(made, -38);
    } else {
      fd.close(made);
      const out = new HostStat();
      assert.is(fs.stat('x', out, base), 0);
      assert.is(fs.mkdir('y', 0o777, base), 0);
      assert.is(fs.rename('x', 'y/z', base, base), 0);
      assert.is(fs.symlink('y', 'l', base), 0);
      assert.is(fs.readlink('l', base), 'y');
      assert.is(fs.unlink('y/z', base), 0);
      assert.is(fs.rmdir('y', base), 0);
      assert.is(fs.stat('x', out, base), -E.ENOENT);
      assert.is(fs.stat('x', out, 9999), -E.EBADF);
    }
    fd.close(base);
  });

  test.run();
}

process.on('exit', cleanUp);
