import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type HostSockAddr, inetNtop, inetPton, packSockAddr, unpackSockAddr } from '../src/index.ts';
import { addonHost, bytes, codeOf, subjects, text } from './hosts.ts';

const host = addonHost();
const AF = { UNIX: 1, INET: 2, INET6: 10 };
const SOCK = { STREAM: 1, DGRAM: 2 };

test('addresses as text', () => {
  assert.equal(inetPton('127.0.0.1', 4), Uint8Array.of(127, 0, 0, 1));
  for (const bad of ['', '1.2.3', '1.2.3.256', '01.2.3.4', '1.2.3.4.5', ' 1.2.3.4'])
    assert.is(inetPton(bad, 4), undefined);
  const same = [
    '::',
    '::1',
    '1::',
    'fe80::1:0:0:2',
    '1:2:3:4:5:6:7:8',
    '::ffff:1.2.3.4',
    '::1.2.3.4',
    '::19',
    '0:0:1::',
    '1:0:2:3:4:5:6:7',
  ];
  for (const address of same) assert.is(inetNtop(inetPton(address, 6) as Uint8Array), address);
  assert.is(inetNtop(inetPton('2001:DB8:0:0:0:0:0:1', 6) as Uint8Array), '2001:db8::1');
  for (const bad of [
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '::1.2.3',
    '1.2.3.4::',
    '::%eth0',
  ]) {
    assert.is(inetPton(bad, 6), undefined, bad);
  }
});

test('addresses as bytes', () => {
  const addresses = [
    { family: 'inet', host: '10.1.2.3', port: 8080 },
    { family: 'inet6', host: 'fe80::1', port: 443, flowinfo: 5, scope: 7 },
    { family: 'unix', path: '/tmp/söck' },
    { family: 'unix', path: Uint8Array.of(0, 65) },
    { family: 'unix', path: '' },
  ] as const;
  for (const address of addresses) assert.equal(unpackSockAddr(packSockAddr(address) as Uint8Array), address);
  assert.is(packSockAddr({ family: 'inet', host: 'localhost', port: 1 }), undefined);
  assert.is(packSockAddr({ family: 'unix', path: 'x'.repeat(108) }), undefined);
});

test('hosts without sockets say so', () => {
  for (const subject of subjects().filter(({ name }) => name !== 'addon')) {
    assert.is(subject.host.net.socket(AF.INET, SOCK.STREAM, 0), -38);
    assert.is(
      codeOf(() => subject.host.net.socketpair(AF.UNIX, SOCK.STREAM, 0)),
      'ENOSYS',
    );
    assert.is(subject.host.memory.map(-1, 100, 3, 0x22, 0), -38);
  }
});

if (host !== undefined) {
  const { net, fd, poll, threads, memory } = host;
  const newAddress = (): HostSockAddr => ({ bytes: new Uint8Array(128), length: 0 });

  test('a stream over the loopback, served by a thread', () => {
    const server = net.socket(AF.INET, SOCK.STREAM, 0);
    assert.ok(server >= 0);
    assert.is(net.setsockopt(server, 1, 2, Uint8Array.of(1, 0, 0, 0)), 0);
    assert.is(net.bind(server, packSockAddr({ family: 'inet', host: '127.0.0.1', port: 0 }) as Uint8Array), 0);
    assert.is(net.listen(server, 5), 0);
    const name = newAddress();
    assert.is(net.getsockname(server, name), 0);
    assert.is(name.length, 16);
    const peer = newAddress();
    const serve = threads.start(() => {
      const client = net.accept(server, peer);
      const buffer = new Uint8Array(100);
      const count = net.recv(client, buffer, 0, 100, 0);
      net.send(client, bytes(text(buffer.subarray(0, count)).toUpperCase()), 0, count, 0);
      fd.close(client);
    }, 1 << 20);
    const client = net.socket(AF.INET, SOCK.STREAM, 0);
    assert.is(net.connect(client, name.bytes.subarray(0, name.length)), 0);
    assert.is(net.send(client, bytes('hello'), 0, 5, 0), 5);
    assert.is(poll.poll(Int32Array.of(client, 1, 0), 1, 5000), 1);
    const buffer = new Uint8Array(100);
    assert.is(fd.read(client, buffer, 0, 100), 5);
    assert.is(text(buffer.subarray(0, 5)), 'HELLO');
    assert.is(threads.join(serve, 5000), 1);
    threads.takeException(serve);
    const own = newAddress();
    net.getsockname(client, own);
    assert.equal(unpackSockAddr(peer.bytes, peer.length), unpackSockAddr(own.bytes, own.length));
    const error = new Uint8Array(4);
    assert.is(net.getsockopt(client, 1, 4, error), 4);
    assert.equal([...error], [0, 0, 0, 0]);
    assert.is(net.shutdown(client, 2), 0);
    fd.close(client);
    assert.is(net.connect(net.socket(AF.INET, SOCK.STREAM, 0), name.bytes.subarray(0, 3)), -22);
    fd.close(server);
  });

  test('datagrams and pairs', () => {
    const [one, two] = net.socketpair(AF.UNIX, SOCK.DGRAM, 0);
    assert.is(net.send(one, bytes('abc'), 0, 3, 0), 3);
    const buffer = new Uint8Array(10);
    const from = newAddress();
    assert.is(net.recvfrom(two, buffer, 0, 10, 0, from), 3);
    fd.close(one);
    fd.close(two);
    const receiver = net.socket(AF.INET, SOCK.DGRAM, 0);
    net.bind(receiver, packSockAddr({ family: 'inet', host: '127.0.0.1', port: 0 }) as Uint8Array);
    const name = newAddress();
    net.getsockname(receiver, name);
    const sender = net.socket(AF.INET, SOCK.DGRAM, 0);
    assert.is(net.sendto(sender, bytes('xyz'), 1, 2, 0, name.bytes.subarray(0, name.length)), 2);
    assert.is(net.recvfrom(receiver, buffer, 0, 10, 0, from), 2);
    assert.is(text(buffer.subarray(0, 2)), 'yz');
    assert.is((unpackSockAddr(from.bytes, from.length) as { host: string }).host, '127.0.0.1');
    assert.is(net.recv(receiver, buffer, 0, 10, 0x40), -11);
    fd.close(receiver);
    fd.close(sender);
  });

  test('names', () => {
    const found = net.getaddrinfo('127.0.0.1', '80', 0, SOCK.STREAM, 0, 0);
    assert.ok(Array.isArray(found));
    assert.equal(unpackSockAddr(found[0].address), { family: 'inet', host: '127.0.0.1', port: 80 });
    const missing = net.getaddrinfo('no-digits', null, 0, 0, 0, 4);
    assert.is(missing, net.constants.EAI_NONAME);
    assert.is(net.gaiStrerror(missing as number), 'Name or service not known');
    const numeric = net.constants.NI_NUMERICHOST | net.constants.NI_NUMERICSERV;
    assert.equal(net.getnameinfo(found[0].address, numeric), ['127.0.0.1', '80']);
  });

  test('mapped memory', () => {
    const file = fd.memfdCreate('map', 0);
    fd.ftruncate(file, 8192);
    const view = memory.map(file, 8192, 3, 1, 0) as Uint8Array;
    assert.is(view.length, 8192);
    view.set(bytes('shared'), 4096);
    const buffer = new Uint8Array(6);
    assert.is(fd.pread(file, buffer, 0, 6, 4096), 6);
    assert.is(text(buffer), 'shared');
    assert.is(memory.sync(view, 0, 8192, 4), 0);
    assert.is(memory.advise(view, 4096, 4096, 0), 0);
    assert.is(memory.sync(view, 8000, 1000, 4), -22, 'out of range');
    assert.is(memory.unmap(view), 0);
    assert.is(view.length, 0);
    assert.is(memory.unmap(view), -22);
    assert.is(memory.map(file, 4096, 3, 1, 7), -22);
    assert.is(memory.map(9999, 4096, 3, 1, 0), -9);
    for (let i = 0; i < 200; i++) (memory.map(-1, 1 << 20, 3, 0x22, 0) as Uint8Array)[i] = 1;
    host.engine.collectGarbage();
    fd.close(file);
  });
}

test.run();
