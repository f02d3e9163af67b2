import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLOCK } from '../src/index.ts';
import { codeOf, subjects } from './hosts.ts';

const FORMAT =
  '%a|%A|%b|%B|%c|%C|%d|%D|%e|%F|%g|%G|%H|%I|%j|%k|%l|%m|%M|%p|%P|%r|%R|%S|%T|%u|%U|%V|%w|%W|%x|%X|%y|%Y|%%|%-d|%_m|%05d|%^a|%#p|%q';

const all = subjects();
for (const { name, host } of all) {
  const { clock } = host;
  const test = suite(`clock over ${name}`);

  test('every clock', () => {
    for (const id of Object.values(CLOCK)) {
      const seconds = clock.seconds(id);
      assert.ok(seconds >= 0, `clock ${id}`);
      assert.ok(Number(clock.nanoseconds(id)) / 1e9 >= seconds);
      assert.ok(clock.resolution(id) > 0 && clock.resolution(id) <= 0.01);
    }
    assert.ok(Number.isNaN(clock.seconds(77)));
    assert.ok(Number.isNaN(clock.resolution(77)));
    assert.is(
      codeOf(() => clock.nanoseconds(77)),
      'EINVAL',
    );
  });

  test('sleep', () => {
    const start = clock.nanoseconds(CLOCK.MONOTONIC);
    assert.is(clock.sleep(0.02), 0);
    assert.ok(clock.nanoseconds(CLOCK.MONOTONIC) - start >= 20_000_000n);
    assert.is(clock.sleep(0), 0);
  });

  test('gmtime, mktime', () => {
    const tm = clock.gmtime(951_827_696);
    assert.equal(
      [tm.year, tm.month, tm.day, tm.hour, tm.minute, tm.second, tm.weekday, tm.yearday, tm.isdst, tm.gmtoff],
      [2000, 2, 29, 12, 34, 56, 2, 59, 0, 0],
    );
    for (const seconds of [0, -1, -62_135_596_800, 253_402_300_799, 1e9, 951_782_400, -2_208_988_801]) {
      assert.is(clock.mktime(clock.localtime(seconds)), seconds);
    }
    const shifted = { ...clock.localtime(86_400 * 365), second: 3_600, month: 14, isdst: -1 };
    assert.is(clock.localtime(clock.mktime(shifted)).year, 1972);
    assert.is(
      codeOf(() => clock.localtime(1e18)),
      'EOVERFLOW',
    );
  });

  test('strftime', () => {
    const seconds = [0, 951_827_696, 1_230_768_000, 1_262_304_000, 4_102_444_799, -86_400 * 400];
    const reference = all[all.length - 1].host.clock;
    for (const at of seconds) {
      const tm = clock.gmtime(at);
      assert.is(clock.strftime(FORMAT, tm), reference.strftime(FORMAT, tm), `${at}`);
    }
    assert.is(clock.strftime('', clock.gmtime(0)), '');
    assert.is(clock.strftime('%Y\u00e9%H', clock.gmtime(0)), '1970\u00e900');
  });

  test('zones', () => {
    if (name === 'fake') return;
    const zones: [string, number, number, number][] = [
      ['Europe/Berlin', -3600, -7200, 1],
      ['America/New_York', 18_000, 14_400, 1],
      ['Australia/Sydney', -36_000, -39_600, 1],
      ['Asia/Kolkata', -19_800, -19_800, 0],
      ['UTC', 0, 0, 0],
    ];
    const before = host.env.get('TZ');
    for (const [zone, timezone, altzone, daylight] of zones) {
      host.env.set('TZ', zone);
      clock.tzset();
      const found = clock.zone();
      assert.equal([found.timezone, found.altzone, found.daylight], [timezone, altzone, daylight], zone);
      const summer = clock.localtime(1_720_000_000);
      assert.is(clock.mktime(summer), 1_720_000_000, zone);
      assert.is(clock.mktime({ ...summer, isdst: -1 }), 1_720_000_000, zone);
    }
    if (before === undefined) host.env.unset('TZ');
    else host.env.set('TZ', before);
    clock.tzset();
  });

  test.run();
}
