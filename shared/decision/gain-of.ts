import {type Minor, zero} from '../money/minor.ts';
import type {Used} from './used-of.ts';

/** What a use is worth to the customer: credits and points are the customer's own (ST15). */
export function gainOf({
  discountMinor,
  gift,
  points,
}: Pick<Used, 'discountMinor' | 'gift' | 'points'>): Minor {
  return gift === null && points === undefined ? discountMinor : zero;
}
