import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { HostWaitInfo } from '../src/index.ts';
import { addonHost, bytes, cleanUp, codeOf, subjects, text } from './hosts.ts';

const host = addonHost();
const WEXITED = 4;
const P_PID = 1;
const EOPNOTSUPP = 95;

test('hosts without say so', () => {
  for (const subject of subjects().filter(({ name }) => name !== 'addon')) {
    assert.is(subject.host.posix.schedGetScheduler(0), -38);
    assert.is(
      codeOf(() => subject.host.posix.getresuid()),
      'ENOSYS',
    );
  }
});

if (host !== undefined) {
  const { posix, fd, fs, process: own } = host;
  const { dir } = subjects().find(({ name }) => name === 'addon') as { dir: string };
  const O_RDWR_CREAT = 0o102;

  test('extended attributes', () => {
    const path = `${dir}/x`;
    const file = fs.open(path, O_RDWR_CREAT, 0o666);
    const set = posix.setxattr(path, 'user.pyston', bytes('value'), 0);
    if (set === -EOPNOTSUPP) {
      console.log('(the file system of the temporary directory has no attributes)');
      return;
    }
    assert.is(set, 0);
    assert.is(posix.getxattr(file, 'user.pyston', new Uint8Array(0)), 5);
    const value = new Uint8Array(5);
    assert.is(posix.getxattr(path, 'user.pyston', value), 5);
    assert.is(text(value), 'value');
    assert.ok(posix.listxattr(path).includes('user.pyston'));
    assert.is(posix.removexattr(file, 'user.pyston'), 0);
    assert.is(posix.getxattr(path, 'user.pyston', value, false), -61);
    assert.is(
      codeOf(() => posix.listxattr(`${dir}/none`)),
      'ENOENT',
    );
    fd.close(file);
  });

  test('limits and names', () => {
    assert.is(posix.pathconf('/', posix.pathconfNames.PC_NAME_MAX), 255);
    assert.is(posix.pathconf(0, posix.pathconfNames.PC_PIPE_BUF), 4096);
    assert.is(
      codeOf(() => posix.pathconf('/none/at/all', posix.pathconfNames.PC_NAME_MAX)),
      'ENOENT',
    );
    assert.match(posix.confstr(posix.confstrNames.CS_PATH) ?? '', /bin/);
    assert.is(
      codeOf(() => posix.confstr(99_999)),
      'EINVAL',
    );
  });

  test('ids and scheduling', () => {
    const uid = own.getuid();
    assert.equal(posix.getresuid(), [uid, uid, uid]);
    assert.is(posix.setresuid(-1, -1, -1), 0);
    assert.is(posix.setregid(-1, -1), 0);
    assert.ok(posix.getgrouplist('root', 0).includes(0));
    assert.is(posix.schedGetScheduler(0), 0);
    assert.is(posix.schedGetParam(0), 0);
    assert.is(posix.schedPriorityMax(1), 99);
    assert.is(posix.schedPriorityMin(77), -22);
    assert.ok(posix.schedInterval(0) >= 0);
  });

  test('waitid and process descriptors', () => {
    const pid = own.spawn({ file: '/bin/sh', argv: ['sh', '-c', 'exit 5'] });
    const child = posix.pidfdOpen(pid, 0);
    assert.is(host.poll.poll(Int32Array.of(child, 1, 0), 1, 5000), 1);
    const info: HostWaitInfo = { pid: 0, uid: 0, signo: 0, status: 0, code: 0 };
    assert.is(posix.waitid(P_PID, pid, WEXITED, info), 0);
    assert.equal([info.pid, info.status, info.code, info.signo], [pid, 5, 1, 17]);
    assert.is(posix.waitid(P_PID, pid, WEXITED, info), -10);
    fd.close(child);
  });

  test('vectors, locks, splices, timers', () => {
    const file = fs.open(`${dir}/v`, O_RDWR_CREAT, 0o666);
    assert.is(posix.writev(file, [bytes('one'), bytes(''), bytes('two')], -1), 6);
    assert.is(posix.writev(file, [bytes('X')], 2), 1);
    const [a, b] = [new Uint8Array(4), new Uint8Array(10)];
    assert.is(posix.readv(file, [a, b], 0), 6);
    assert.is(text(a) + text(b.subarray(0, 2)), 'onXtwo');
    assert.is(posix.lockf(file, 1, 0), 0);
    assert.is(posix.lockf(file, 0, 0), 0);
    const [reader, writer] = fd.pipe();
    assert.is(posix.splice(file, writer, 3, 0, -1, 0), 3);
    assert.is(fd.read(reader, b, 0, 10), 3);
    assert.is(text(b.subarray(0, 3)), 'onX');
    const timer = posix.timerfdCreate(1, 0);
    assert.equal(posix.timerfdSettime(timer, 0, 0.01, 0), [0, 0]);
    assert.ok(posix.timerfdGettime(timer)[0] > 0);
    assert.is(fd.read(timer, new Uint8Array(8), 0, 8), 8);
    for (const each of [file, reader, writer, timer]) fd.close(each);
  });
}

test.run();
process.on('exit', cleanUp);
