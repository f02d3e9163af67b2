/** Settings of -X and the environment whose values the command checks before it starts: what CPython refuses, and its words. */

export interface Refusal {
  readonly message: string;
  /** How far the start had come: 'preinitializing' or 'preinitialized'. */
  readonly state: string;
}

interface Setting {
  readonly option: string;
  readonly variable: string;
  /** What an option without value stands for. */
  readonly bare: string;
  /** Null if the value is good; else the message. `source` is the option or variable as the message names it. */
  readonly problem: (value: string, source: string) => string | null;
  /** As messages name the option, if not `-X option`. */
  readonly shown?: string;
  readonly state?: string;
}

const unless =
  (valid: (value: string) => boolean, message: (source: string) => string): Setting['problem'] =>
  (value, source) =>
    valid(value) ? null : message(source);

const isCount = (least: number, most: number) => (value: string) =>
  /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;

const MOST_INT = 0x7fffffff;

const SETTINGS: readonly Setting[] = [
  {
    option: 'utf8',
    variable: 'PYTHONUTF8',
    bare: '1',
    problem: unless(
      (value) => value === '0' || value === '1',
      (source) =>
        `preconfig_init_utf8_mode: invalid ${source} ${source.startsWith('-') ? 'option' : 'environment variable'} value`,
    ),
    state: 'preinitializing',
  },
  {
    option: 'frozen_modules',
    variable: 'PYTHON_FROZEN_MODULES',
    bare: 'on',
    problem: unless(
      (value) => value === 'on' || value === 'off',
      (source) => `bad value for ${source} (expected "on" or "off")`,
    ),
    shown: 'option -X frozen_modules',
  },
  {
    option: 'tracemalloc',
    variable: 'PYTHONTRACEMALLOC',
    bare: '1',
    problem: unless(isCount(0, MOST_INT), (source) => `config_init_tracemalloc: ${source}: invalid number of frames`),
    shown: '-X tracemalloc=NFRAME',
  },
  {
    option: 'int_max_str_digits',
    variable: 'PYTHONINTMAXSTRDIGITS',
    bare: '',
    problem: unless(
      (value) => value === '0' || isCount(640, MOST_INT)(value),
      (source) => `config_init_int_max_str_digits: ${source}: invalid limit; must be >= 640 or 0 for unlimited.`,
    ),
  },
  {
    option: 'importtime',
    variable: 'PYTHONPROFILEIMPORTTIME',
    bare: '1',
    problem: unless(
      (value) => !/^[+-]?\d+$/.test(value) || value === '1' || value === '2',
      (source) =>
        `config_init_import_time: ${source}: ${source.startsWith('-') ? '' : 'numeric '}values other than 1 and 2 are reserved for future use.`,
    ),
  },
  {
    option: 'cpu_count',
    variable: 'PYTHON_CPU_COUNT',
    bare: '',
    problem: unless(
      (value) => value === 'default' || isCount(1, MOST_INT)(value),
      () => 'config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0',
    ),
  },
  {
    option: 'gil',
    variable: 'PYTHON_GIL',
    bare: '',
    problem(value) {
      if (value === '1') return null;
      return `config_read_gil: ${value === '0' ? 'Disabling the GIL is not supported by this build' : 'PYTHON_GIL / -X gil must be "0" or "1"'}`;
    },
  },
];

/** The first setting that keeps the command from starting; an option hides its variable, an empty variable is none. */
export function refusedSetting(
  x: ReadonlyMap<string, string | true>,
  env: (name: string) => string | undefined,
): Refusal | null {
  for (const { option, variable, bare, problem, shown = `-X ${option}`, state = 'preinitialized' } of SETTINGS) {
    const given = x.get(option);
    const value = given === true ? bare : (given ?? (env(variable) || undefined));
    const message = value === undefined ? null : problem(value, given === undefined ? variable : shown);
    if (message !== null) return { message, state };
  }
  return null;
}
