/** The C library's locale. A process starts in 'C' until the runtime sets it. */
export interface HostLocaleConventions {
  decimal_point: string;
  thousands_sep: string;
  /** Sizes of digit groups; 127 = no further grouping. */
  grouping: number[];
  int_curr_symbol: string;
  currency_symbol: string;
  mon_decimal_point: string;
  mon_thousands_sep: string;
  mon_grouping: number[];
  positive_sign: string;
  negative_sign: string;
  /** CHAR_MAX (127) = not given, as for those below. */
  int_frac_digits: number;
  frac_digits: number;
  p_cs_precedes: number;
  p_sep_by_space: number;
  n_cs_precedes: number;
  n_sep_by_space: number;
  p_sign_posn: number;
  n_sign_posn: number;
}

export interface HostLocale {
  /** Sets, or with null asks, a category (LC_* of `constants`). The locale's name, or undefined for one that does not exist. */
  setlocale(category: number, name: string | null): string | undefined;
  localeconv(): HostLocaleConventions;
  nlLanginfo(item: number): string;
  /** < 0, 0, > 0 in the order of LC_COLLATE. */
  strcoll(a: string, b: string): number;
  strxfrm(text: string): string;
  /** LC_* and nl_langinfo items of this platform. */
  readonly constants: Readonly<Record<string, number>>;
}
