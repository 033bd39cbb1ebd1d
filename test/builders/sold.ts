/** A sale as it was closed, and returns of it: `sold(cart({mug: 900}), [percent('A', 10)])`. */
import {decide} from '../../shared/decision/decide.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {planRedemption} from '../../shared/redemption/plan-redemption.ts';
import type {AskedReturn} from '../../shared/returns/asked-return.ts';
import {freezeSale} from '../../shared/returns/freeze-sale.ts';
import type {PaidMoney} from '../../shared/returns/frozen-sale.ts';
import {planReturn} from '../../shared/returns/plan-return.ts';
import type {ReturnPolicy, ReturnRecord} from '../../shared/returns/return-record.ts';
import type {SoldOrder} from '../../shared/returns/sold-order.ts';
import {type Circumstances, facts, request} from './facts.ts';
import type {Offer} from './offers.ts';

/** How it was paid by method, in minor units: `{card: 500, cash: 400}`. */
type Money = Readonly<Record<string, number>>;

export function sold(
  cart: Cart,
  offers: readonly Offer[],
  given: Circumstances & {money?: Money} = {},
): SoldOrder {
  return soldFrom(facts(offers, given), request(cart, offers, given), given.money);
}

export function soldFrom(facts: Facts, request: DecisionRequest, money: Money = {}): SoldOrder {
  const decision = decide(facts, request);
  let made = 0;
  const plan = planRedemption(decision, () => {
    made += 1;
    return `r_${made}`;
  });
  const paid = Object.entries(money).map(
    ([method, amount]): PaidMoney => ({method, amountMinor: minor(amount)}),
  );
  const frozen = freezeSale({orderId: 'ord_1', decision, plan, money: paid});
  if (!frozen.ok) throw new Error(`due ${frozen.refusal.dueMinor}, paid ${frozen.refusal.paidMinor}`);
  return {facts, request, decision, plan, frozen: frozen.sale};
}

/** Frozen units, a line each: `0:1-2 mug 9.00 -1.00 paid 8.00`. */
export function label({frozen, decision}: SoldOrder): readonly string[] {
  return frozen.units.map(({line, first, count, grossMinor, paidMinor, isAdded, creditsMinor}) => {
    const units = count === 1 ? `${first}` : `${first}-${first + count - 1}`;
    const name = decision.order.lines[line]?.sourceId ?? '?';
    const cards = creditsMinor.map(amount => ` (${amount} by card)`).join('');
    return `${name} ${units}: ${grossMinor} paid ${paidMinor}${cards}${isAdded === true ? ' added' : ''}`;
  });
}

/** Returns one after the other; what each refunds, or why not. */
export function bringBack(sale: SoldOrder, policy: ReturnPolicy, ...asked: readonly AskedReturn[]) {
  const records: ReturnRecord[] = [];
  const answers = asked.map(one => {
    const planned = planReturn(sale, records, one, policy);
    if (!planned.ok) return planned.refusal;
    records.push(planned.record);
    return planned.record.refundMinor;
  });
  return {records, answers};
}

/** Units of a line by their numbers. */
export function units(line: number, ...numbers: number[]): AskedReturn {
  return {units: [{line, units: numbers}]};
}

export function quantity(line: number, count: number): AskedReturn {
  return {units: [{line, quantity: count}]};
}
