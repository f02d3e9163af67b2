/** The struct sequences of module sys. */
import type { Value } from '@pyston/objects';
import { float, int, makeStructSequence, None, str, structSequence, big } from '@pyston/objects';
import type { RuntimeFlags } from '../config.ts';

const fields = (text: string) => text.split(' ').map((name) => ({ name }));

const versionInfoType = makeStructSequence({
  name: 'version_info',
  module: 'sys',
  fields: fields('major minor micro releaselevel serial'),
  noNew: true,
});

/** Version of the language that is implemented. */
export const VERSION = { major: 3, minor: 14, micro: 2 } as const;

export function versionInfo(): Value {
  return structSequence(versionInfoType, [
    int(VERSION.major),
    int(VERSION.minor),
    int(VERSION.micro),
    str('final'),
    int(0),
  ]);
}

export const HEX_VERSION = (VERSION.major << 24) | (VERSION.minor << 16) | (VERSION.micro << 8) | 0xf0;

const flagsType = makeStructSequence({
  name: 'flags',
  module: 'sys',
  fields: fields(
    'debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits gil thread_inherit_context context_aware_warnings',
  ),
  visible: 18,
  noNew: true,
});

export function flagsValue(f: RuntimeFlags, hashRandomization: boolean): Value {
  const numbers = [
    f.debug,
    f.inspect,
    f.interactive,
    f.optimize,
    f.dontWriteBytecode,
    f.noUserSite,
    f.noSite,
    f.ignoreEnvironment,
    f.verbose,
    f.bytesWarning,
    f.quiet,
    hashRandomization ? 1 : 0,
    f.isolated,
  ];
  return structSequence(flagsType, [
    ...numbers.map((n) => int(n)),
    f.devMode,
    int(f.utf8Mode),
    int(f.warnDefaultEncoding),
    f.safePath,
    int(f.intMaxStrDigits),
    int(1),
    int(0),
    int(0),
  ]);
}

const floatInfoType = makeStructSequence({
  name: 'float_info',
  module: 'sys',
  fields: fields('max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds'),
});

export function floatInfo(): Value {
  return structSequence(floatInfoType, [
    float(Number.MAX_VALUE),
    int(1024),
    int(308),
    float(2.2250738585072014e-308),
    int(-1021),
    int(-307),
    int(15),
    int(53),
    float(Number.EPSILON),
    int(2),
    int(1),
  ]);
}

const intInfoType = makeStructSequence({
  name: 'int_info',
  module: 'sys',
  fields: fields('bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold'),
});

export function intInfo(): Value {
  return structSequence(intInfoType, [int(30), int(4), int(4300), int(640)]);
}

const hashInfoType = makeStructSequence({
  name: 'hash_info',
  module: 'sys',
  fields: fields('width modulus inf nan imag algorithm hash_bits seed_bits cutoff'),
});

export function hashInfo(): Value {
  return structSequence(hashInfoType, [
    int(64),
    big(2n ** 61n - 1n),
    int(314159),
    int(0),
    int(1000003),
    str('siphash13'),
    int(64),
    int(128),
    int(0),
  ]);
}

const threadInfoType = makeStructSequence({ name: 'thread_info', module: 'sys', fields: fields('name lock version') });

export function threadInfo(): Value {
  return structSequence(threadInfoType, [str('pthread'), str('semaphore'), None]);
}

export const asyncgenHooksType = makeStructSequence({
  name: 'asyncgen_hooks',
  module: 'sys',
  fields: fields('firstiter finalizer'),
});
