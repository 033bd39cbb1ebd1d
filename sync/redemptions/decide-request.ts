import {type RedeemBody, toRedeemables} from '../../shared/api/redeem-body.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import {decide} from '../../shared/decision/decide.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import {gather} from '../../shared/decision/gather.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {CustomerId} from '../../shared/kernel/id.ts';
import {zero} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {OrderInQuestion} from './order-in-question.ts';

export interface Decided {
  readonly facts: Facts;
  readonly decision: Decision;
}

/** A request's body, and whose key it came with. */
export interface Question {
  readonly body: RedeemBody;
  readonly apiKeyId: string;
}

/** Gathers and decides what a validation or redemption asks. */
export async function decideRequest(
  source: FactSource,
  order: OrderInQuestion,
  customerId: CustomerId | null,
  {body, apiKeyId}: Question,
  nowMs: EpochMs,
): Promise<Decided> {
  const asked: DecisionRequest = {
    cart: order.toPrice,
    customerId,
    customerMetadata: toMetadata(body.customer?.metadata),
    redeemables: toRedeemables(body),
    applicationMode: null,
    ...(body.metadata ? {metadata: toMetadata(body.metadata)} : {}),
    actor: {apiKeyId},
  };
  const facts = await gather(source, asked, nowMs);
  const decision = decide(facts, {...asked, cart: withoutOrder(asked.cart, facts)});
  return {facts, decision};
}

/** A coupon may be redeemed without any order; a gift card needs to know what it pays. */
function withoutOrder(cart: Cart, facts: Facts): Cart {
  const isEmpty = cart.lines.length === 0 && cart.amountMinor === null;
  const paysSomething = facts.vouchers.some(voucher => voucher.benefit.type === 'GIFT_VOUCHER');
  return isEmpty && !paysSomething ? {...cart, amountMinor: zero} : cart;
}
