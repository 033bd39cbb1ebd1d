/**
 * Freezes a sale: what each unit was paid and with what (RT1). The sums are asserted: units, rest and shipping come to
 * what was paid, and what each credit paid for comes to that credit.
 */
import type {AppliedVerdict, Decision} from '../decision/decision.ts';
import {assert, present} from '../kernel/assert.ts';
import type {OrderId, RedemptionId} from '../kernel/id.ts';
import {type AccountKey, balanceAccount, pointsAccount} from '../ledger/account-key.ts';
import {type Minor, minor, zero} from '../money/minor.ts';
import type {RedemptionPlan} from '../redemption/plan-redemption.ts';
import type {FrozenSale, FrozenUnits, PaidMoney} from './frozen-sale.ts';
import {type Applied, type SharedOut, shareOut} from './share-out.ts';
import type {UnitRun} from './unit-run.ts';

export type Freeze =
  | {readonly ok: true; readonly sale: FrozenSale}
  /** The money named does not come to what was left to be paid. */
  | {
      readonly ok: false;
      readonly refusal: {
        readonly code: 'money_mismatch';
        readonly dueMinor: Minor;
        readonly paidMinor: Minor;
      };
    };

export interface SaleToFreeze {
  readonly orderId: OrderId;
  readonly decision: Decision;
  readonly plan: RedemptionPlan;
  /** How the rest was paid, change already taken off, in the order of payment. Empty: not known. */
  readonly money: readonly PaidMoney[];
}

export function freezeSale({orderId, decision, plan, money}: SaleToFreeze): Freeze {
  const shared = shareOut(decision);
  const paying = shared.applied.flatMap((one, at) => (amountPaid(one) === 0 ? [] : {...one, at}));
  const dueMinor = minor((decision.order.totalMinor ?? 0) + shippingDue(decision));
  const paidMinor = sumOf(money.map(one => one.amountMinor));
  if (money.length > 0 && paidMinor !== dueMinor) {
    return {ok: false, refusal: {code: 'money_mismatch', dueMinor, paidMinor}};
  }
  const frozen = shared.runs.map(run => frozenUnits(run, shared, paying));
  const credits = paying.map(one => paidCredit(one, plan));
  const rest = frozen.find(one => one.line === null)?.paid;
  const sale: FrozenSale = {
    orderId,
    units: frozen.flatMap(({line, first, count, isAdded, paid}) =>
      line === null ? [] : {line, first, count, ...(isAdded ? {isAdded} : {}), ...paid},
    ),
    ...(rest === undefined ? {} : {rest}),
    ...frozenShipping(decision, paying),
    credits,
    money: money.length === 0 && dueMinor > 0 ? [{method: 'unknown', amountMinor: dueMinor}] : [...money],
    paidMinor: minor(dueMinor + sumOf(credits.map(one => one.amountMinor))),
  };
  assertSums(sale);
  return {ok: true, sale};
}

type Paying = Applied & {readonly at: number};

function amountPaid({isPayment, verdict}: Applied): Minor {
  return isPayment ? verdict.discountMinor : zero;
}

function frozenUnits(run: UnitRun, {applied, slots}: SharedOut, paying: readonly Paying[]) {
  const takenAt = (slot: number) => run.taken[slot] ?? zero;
  const creditsMinor = paying.map(({at}) => minor(takenAt(slots.item(at)) + takenAt(slots.orderPayment(at))));
  const onItems = applied.map((one, at) => (one.isPayment ? zero : takenAt(slots.item(at))));
  const adjustmentMinor = takenAt(slots.adjustment);
  const paid: Omit<FrozenUnits, 'line' | 'first' | 'count' | 'isAdded'> = {
    grossMinor: run.grossMinor,
    itemDiscountMinor: sumOf([takenAt(slots.earlierItem), ...onItems]),
    orderDiscountMinor: takenAt(slots.order),
    ...(adjustmentMinor === 0 ? {} : {adjustmentMinor}),
    paidMinor: sumOf([run.leftMinor, ...creditsMinor]),
    creditsMinor,
  };
  const {line, first, count, isAdded} = run;
  return {line, first, count, isAdded: isAdded ? (true as const) : undefined, paid};
}

function paidCredit({place, verdict}: Paying, plan: RedemptionPlan): FrozenSale['credits'][number] {
  const redemptionId = present(redemptionOf(plan, place), `redemption of verdict ${place}`);
  const common = {redemptionId, account: creditAccount(verdict), amountMinor: verdict.discountMinor};
  if (verdict.gift !== null) return {kind: 'gift', ...common};
  return {kind: 'points', ...common, points: present(verdict.points, 'points').spent};
}

function redemptionOf({redemptions}: RedemptionPlan, place: number): RedemptionId | undefined {
  return redemptions.find(one => one.verdict === place)?.id;
}

/** The card that paid. */
function creditAccount({foundId, gift}: AppliedVerdict): AccountKey {
  assert(foundId?.startsWith('v_') === true, 'only a voucher pays');
  const voucherId = foundId as `v_${string}`;
  return gift !== null ? balanceAccount(voucherId) : pointsAccount(voucherId);
}

/** What is to be paid for shipping in money. */
export function shippingDue({order}: Decision): Minor {
  return order.shipping === undefined ? zero : minor(order.shipping.costMinor - order.shipping.discountMinor);
}

/** Shipping, where it costs something: paid in money, by cards where these may pay for it, or free. */
function frozenShipping(decision: Decision, paying: readonly Paying[]): Pick<FrozenSale, 'shipping'> {
  const {shipping} = decision.order;
  if (shipping === undefined || shipping.costMinor === 0) return {};
  const creditsMinor = paying.map(({verdict}) => verdict.order.shipping?.appliedDiscountMinor ?? zero);
  const paidMinor = sumOf([shippingDue(decision), ...creditsMinor]);
  return {shipping: {costMinor: shipping.costMinor, paidMinor, creditsMinor}};
}

function assertSums({units, rest, shipping, credits, paidMinor}: FrozenSale): void {
  const others = [rest, shipping].flatMap(part => (part === undefined ? [] : {...part, count: 1}));
  const parts = [...units, ...others];
  const paid = parts.reduce((sum, {count, paidMinor: each}) => sum + count * each, 0);
  assert(paid === paidMinor, `units were paid ${paid}, the sale ${paidMinor}`);
  credits.forEach(({amountMinor}, at) => {
    const share = parts.reduce((sum, {count, creditsMinor}) => sum + count * (creditsMinor[at] ?? 0), 0);
    assert(share === amountMinor, `units were paid ${share} of a credit of ${amountMinor}`);
  });
}

function sumOf(amounts: readonly Minor[]): Minor {
  return minor(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}
