/** HostLocale of hosts without a C library at hand: the C locale and nothing else. */
import type { HostLocale, HostLocaleConventions } from './contract/locale.ts';
import { DAYS, MONTHS } from './calendar-names.ts';
import { linuxLocaleConstants } from './generated/constants-linux.ts';

const NOT_GIVEN = 127;
const ITEMS: Record<string, string> = {
  CODESET: 'UTF-8',
  RADIXCHAR: '.',
  THOUSEP: '',
  D_T_FMT: '%a %b %e %H:%M:%S %Y',
  D_FMT: '%m/%d/%y',
  T_FMT: '%H:%M:%S',
  T_FMT_AMPM: '%I:%M:%S %p',
  AM_STR: 'AM',
  PM_STR: 'PM',
  YESEXPR: '^[yY]',
  NOEXPR: '^[nN]',
  CRNCYSTR: '-',
};

export class PlainLocale implements HostLocale {
  readonly constants = linuxLocaleConstants();

  setlocale(_category: number, name: string | null): string | undefined {
    return name === null || name === '' || name === 'C' || name === 'POSIX' ? 'C' : undefined;
  }

  localeconv(): HostLocaleConventions {
    return {
      decimal_point: '.',
      thousands_sep: '',
      grouping: [],
      int_curr_symbol: '',
      currency_symbol: '',
      mon_decimal_point: '',
      mon_thousands_sep: '',
      mon_grouping: [],
      positive_sign: '',
      negative_sign: '',
      int_frac_digits: NOT_GIVEN,
      frac_digits: NOT_GIVEN,
      p_cs_precedes: NOT_GIVEN,
      p_sep_by_space: NOT_GIVEN,
      n_cs_precedes: NOT_GIVEN,
      n_sep_by_space: NOT_GIVEN,
      p_sign_posn: NOT_GIVEN,
      n_sign_posn: NOT_GIVEN,
    };
  }

  nlLanginfo(item: number): string {
    const name = Object.keys(this.constants).find((key) => this.constants[key] === item) ?? '';
    const numbered = /^(AB)?(DAY|MON)_(\d+)$/.exec(name);
    if (numbered === null) return ITEMS[name] ?? '';
    const full = (numbered[2] === 'DAY' ? DAYS : MONTHS)[Number(numbered[3]) - 1];
    return numbered[1] === undefined ? full : full.slice(0, 3);
  }

  strcoll(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  strxfrm(text: string): string {
    return text;
  }
}
