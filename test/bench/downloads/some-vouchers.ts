import type {Voucher} from '../../../shared/redeemables/voucher.ts';
import {percent} from '../../builders/offers.ts';
import {seeded} from '../seeded.ts';

const template = percent('TEMPLATE', 10, {usesLimit: 1}).voucher;

/** The n-th voucher of a campaign of any size: its code and id look random and are always the same. */
export function someVoucher(n: number): Voucher {
  if (template === null) throw new Error('a voucher');
  const {below} = seeded(5_000_011 + n);
  const hex = Array.from({length: 4}, () =>
    below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  const letters = Array.from({length: 8}, () => below(36).toString(36))
    .join('')
    .toUpperCase();
  return {...template, id: `v_${hex}`, code: `SPRING-${letters}`};
}
