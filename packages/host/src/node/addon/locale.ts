/** HostLocale through the addon. */
import type { HostLocale } from '../../contract/locale.ts';
import { linuxLocaleConstants } from '../../generated/constants-linux.ts';
import type { Addon } from './load.ts';

export function createAddonLocale(addon: Addon): HostLocale {
  const native = addon.group('locale');
  let constants: Record<string, number> | undefined;
  return {
    ...native,
    get constants() {
      return (constants ??= linuxLocaleConstants());
    },
    localeconv() {
      const [
        decimal_point,
        thousands_sep,
        grouping,
        int_curr_symbol,
        currency_symbol,
        mon_decimal_point,
        mon_thousands_sep,
        mon_grouping,
        positive_sign,
        negative_sign,
        int_frac_digits,
        frac_digits,
        p_cs_precedes,
        p_sep_by_space,
        n_cs_precedes,
        n_sep_by_space,
        p_sign_posn,
        n_sign_posn,
      ] = native.localeconv();
      return {
        decimal_point,
        thousands_sep,
        grouping,
        int_curr_symbol,
        currency_symbol,
        mon_decimal_point,
        mon_thousands_sep,
        mon_grouping,
        positive_sign,
        negative_sign,
        int_frac_digits,
        frac_digits,
        p_cs_precedes,
        p_sep_by_space,
        n_cs_precedes,
        n_sep_by_space,
        p_sign_posn,
        n_sign_posn,
      };
    },
  };
}
