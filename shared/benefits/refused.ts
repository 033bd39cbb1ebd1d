import type {Refusal} from '../reasons/refusal.ts';
import type {Benefit} from './benefit.ts';

/** Why a benefit cannot be worked out. */
function refused(refusal: Refusal): Benefit {
  return {ok: false, refusal};
}

export const amountMissing: Benefit = refused({code: 'amount_missing'});
export const itemsMissing: Benefit = refused({code: 'items_missing'});
export const itemsAmountMissing: Benefit = refused({code: 'items_amount_missing'});
export const productsUnmatched: Benefit = refused({code: 'products_unmatched'});
export const shippingCostMissing: Benefit = refused({code: 'input_missing', input: 'shipping_cost'});

/** An impossible discount: it lacks the value it is made of. */
export function broken(message: string): Benefit {
  return refused({code: 'definition_broken', where: 'discount', message});
}

export const valueMissing: Benefit = broken('The discount has no value.');
export const unitsBeyondCount: Benefit = broken('The order cannot hold so many units.');
