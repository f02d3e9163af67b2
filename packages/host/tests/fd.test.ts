import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HostStat } from '../src/index.ts';
import { bytes, cleanUp, codeOf, subjects, text } from './hosts.ts';

const CREATE = 0o100 | 2;
const APPEND = 0o2000;
const E = { EBADF: 9, EAGAIN: 11, EINVAL: 22, ESPIPE: 29, EPIPE: 32, ENOSYS: 38 };

for (const { name, host, dir } of subjects()) {
  const { fs, fd, poll } = host;
  const test = suite(`fd over ${name}`);
  const read = (file: number, length = 100) => {
    const buffer = new Uint8Array(length + 2);
    const count = fd.read(file, buffer, 1, length);
    return count < 0 ? count : text(buffer.subarray(1, 1 + count));
  };
  const write = (file: number, content: string) => fd.write(file, bytes(`<${content}>`), 1, bytes(content).length);
  const temporary = (path: string, flags = CREATE) => fs.open(`${dir}/${path}`, flags, 0o666);

  test('seeking', () => {
    const file = temporary('seek');
    assert.is(write(file, 'hello world'), 11);
    assert.is(fd.lseek(file, 0, 1), 11);
    assert.is(fd.lseek(file, -5, 2), 6);
    assert.is(read(file), 'world');
    assert.is(read(file), '');
    assert.is(fd.lseek(file, 0, 0), 0);
    assert.is(read(file, 5), 'hello');
    assert.is(fd.lseek(file, 0, 1), 5);
    assert.is(write(file, '-'), 1);
    assert.is(fd.lseek(file, 0, 1), 6);
    assert.is(fd.lseek(file, -1, 0), -E.EINVAL);
    assert.is(fd.lseek(file, 0, 77), -E.EINVAL);
    assert.is(fd.lseek(file, 0, 1), 6, 'a failed seek moves nothing');
    assert.is(fd.lseek(file, 20, 0), 20);
    assert.is(read(file), '');
    assert.is(write(file, '!'), 1);
    const out = new HostStat();
    assert.is(fd.fstat(file, out), 0);
    assert.is(out.size, 21);
    assert.is(fd.close(file), 0);
    assert.is(fd.close(file), -E.EBADF);
    assert.is(fd.lseek(file, 0, 0), -E.EBADF);
    assert.is(read(file), -E.EBADF);
  });

  test('appending and positions given', () => {
    const file = temporary('append', CREATE | APPEND);
    write(file, 'abc');
    assert.is(fd.lseek(file, 0, 0), 0);
    assert.is(write(file, 'def'), 3);
    assert.is(fd.lseek(file, 0, 1), 6);
    const buffer = new Uint8Array(10);
    assert.is(fd.pread(file, buffer, 0, 3, 2), 3);
    assert.is(text(buffer.subarray(0, 3)), 'cde');
    assert.is(fd.lseek(file, 0, 1), 6, 'pread does not move');
    fd.close(file);
    const plain = temporary('pwrite');
    assert.is(fd.pwrite(plain, bytes('xyz'), 0, 3, 4), 3);
    assert.is(fd.pwrite(plain, bytes('xyz'), 0, 3, -4), -E.EINVAL);
    assert.is(read(plain), '\0\0\0\0xyz');
    assert.is(fd.ftruncate(plain, 5), 0);
    assert.is(fd.lseek(plain, 0, 2), 5);
    assert.is(fd.fsync(plain), 0);
    assert.is(fd.fsync(9999), -E.EBADF);
    fd.close(plain);
  });

  test('terminals and inheritance', () => {
    const file = temporary('plain');
    assert.is(fd.isatty(file), 0);
    assert.is(fd.isatty(9999), 0);
    assert.is(fd.getInheritable(file), 0);
    assert.is(fd.getInheritable(9999), -E.EBADF);
    assert.is(fd.getBlocking(file), 1);
    assert.is(
      codeOf(() => host.tty.getWinSize(file)),
      'ENOTTY',
    );
    fd.close(file);
  });

  test('pipes, dup, poll', () => {
    if (name === 'portable') {
      assert.is(
        codeOf(() => fd.pipe()),
        'ENOSYS',
      );
      assert.is(fd.dup(1), -E.ENOSYS);
      return;
    }
    const [reader, writer] = fd.pipe();
    const set = Int32Array.of(reader, 1, 0, writer, 4, 0);
    assert.is(poll.poll(set, 2, 0), 1);
    assert.equal([...set], [reader, 1, 0, writer, 4, 4]);
    assert.equal(poll.select([reader], [writer], [], 0), [[], [writer], []]);
    assert.is(write(writer, 'hello'), 5);
    assert.is(poll.poll(set, 1, 0), 1);
    assert.is(set[2], 1);
    assert.is(fd.lseek(reader, 0, 0), -E.ESPIPE);
    assert.is(read(reader, 2), 'he');
    const copy = fd.dup(reader);
    assert.is(read(copy), 'llo');
    assert.is(fd.dup2(writer, 100, true), 100);
    assert.is(fd.getInheritable(100), 1);
    assert.is(fd.setInheritable(100, false), 0);
    assert.is(fd.getInheritable(100), 0);
    assert.is(fd.close(writer), 0);
    assert.is(write(100, 'x'), 1);
    assert.is(fd.close(100), 0);
    assert.is(read(reader), 'x');
    assert.is(read(reader), '', 'end of file');
    fd.close(reader);
    fd.close(copy);
    const [lonely, broken] = fd.pipe(0o4000);
    assert.is(fd.getBlocking(lonely), 0);
    assert.is(read(lonely), -E.EAGAIN);
    assert.is(fd.setBlocking(lonely, true), 0);
    assert.is(fd.getBlocking(lonely), 1);
    fd.close(lonely);
    assert.is(write(broken, 'x'), -E.EPIPE);
    assert.is(poll.poll(Int32Array.of(lonely, 1, 0), 1, 0), 1);
    assert.is(poll.select([lonely], [], [], 0), -E.EBADF);
    fd.close(broken);
  });

  test('a wait without events takes its time', () => {
    const start = host.clock.seconds(1);
    assert.is(poll.poll(new Int32Array(0), 0, 20.5), 0);
    assert.ok(host.clock.seconds(1) - start >= 0.0204);
  });

  test.run();
}

process.on('exit', cleanUp);
