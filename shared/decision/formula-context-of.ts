import type {FormulaContext, FormulaLine, FormulaVoucher, MetadataOwner} from '../formula/formula-context.ts';
import type {Metadata} from '../kernel/metadata.ts';
import {usesAccount} from '../ledger/account-key.ts';
import {currencyExponent} from '../money/currency.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {LookUpAccount} from '../redeemables/limits.ts';
import type {FoundRedeemable} from './find-redeemable.ts';
import type {Situation} from './situation.ts';

/** What a formula is worked out on. */
export interface FormulaGround {
  readonly found: FoundRedeemable;
  readonly order: PricedOrder;
  /** One per line of `order`. */
  readonly lines: readonly LineFacts[];
  readonly lookUp: LookUpAccount;
}

/** What the formulas of a redeemable may look at; `lineIndex` names the line that item operands are about. */
export function formulaContextOf(
  {found, order, lines, lookUp}: FormulaGround,
  situation: Situation,
  lineIndex: number | null,
): FormulaContext {
  const {facts, moment, request} = situation;
  let formulaLines: readonly FormulaLine[] | undefined;
  return {
    nowMs: moment.nowMs,
    zone: moment.zone,
    currencyExponent: currencyExponent(request.currency ?? facts.facts.settings.currency),
    orderAmountMinor: () => order.amountMinor,
    orderSubtotalMinor: () => order.totalMinor,
    lines: () => {
      formulaLines ??= formulaLinesOf(order, lines);
      return formulaLines;
    },
    lineIndex,
    metadata: owner => metadataOf(owner, found, situation),
    voucher: () => (found.object === 'voucher' ? formulaVoucher(found.redeemable, lookUp) : null),
    promotionTier: () => (found.object === 'promotion_tier' ? found.redeemable : null),
    customerBirthdate: () => facts.facts.customer?.birthdate ?? null,
  };
}

function formulaLinesOf(order: PricedOrder, lines: readonly LineFacts[]): readonly FormulaLine[] {
  return order.lines.map(({priceMinor, amountMinor, subtotalMinor, quantity}, index) => ({
    priceMinor,
    amountMinor,
    subtotalMinor,
    quantity,
    metadata: lines[index]?.metadata ?? {},
    productMetadata: {...lines[index]?.productMetadata, ...lines[index]?.skuMetadata},
  }));
}

function metadataOf(
  owner: MetadataOwner,
  {redeemable}: FoundRedeemable,
  situation: Situation,
): Metadata | null {
  const {cart, request, facts} = situation;
  switch (owner) {
    case 'order':
      return cart.metadata;
    case 'customer':
      return {...facts.facts.customer?.metadata, ...request.customerMetadata};
    case 'redemption':
      return request.metadata ?? null;
    case 'redeemable':
      return redeemable.metadata;
    case 'publication':
    case 'custom_event':
      return null;
  }
}

/** How often it was redeemed only the server knows, and only of a code whose uses are counted. */
function formulaVoucher(
  {
    id,
    usesLimit,
    publishedAtMs,
    startsAtMs,
    endsAtMs,
  }: Extract<FoundRedeemable, {object: 'voucher'}>['redeemable'],
  lookUp: LookUpAccount,
): FormulaVoucher {
  return {
    redemptionQuantity: usesLimit,
    redeemedQuantity: lookUp(usesAccount(id))?.used ?? null,
    publishCount: publishedAtMs === undefined ? 0 : 1,
    startsAtMs,
    endsAtMs,
  };
}
