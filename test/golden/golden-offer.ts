/** A redeemable of a worked example as an offer of ours. */
import type {Discount, UnitProduct} from '../../shared/benefits/discount.ts';
import {amountEffects, fixedEffects, percentEffects, unitEffects} from '../../shared/benefits/discount.ts';
import {assert, present} from '../../shared/kernel/assert.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {minor} from '../../shared/money/minor.ts';
import type {ApplicableEntry, ProductSelector, ValidationRule} from '../../shared/rules/validation-rule.ts';
import {openingMs} from '../builders/facts.ts';
import {amountOff, campaign, card, coupon, gift, type Offer, percentOff, tier} from '../builders/offers.ts';
import {rule} from '../builders/rules.ts';
import type {GoldenDiscount, GoldenEntry, GoldenRedeemable} from './golden-case.ts';

export const program = campaign('Program', {campaignType: 'LOYALTY_PROGRAM'});

export function goldenOffer(wire: GoldenRedeemable): Offer {
  const name = wire.code ?? wire.tier?.slice('promo_'.length) ?? '';
  const given = {
    rules: [goldenRule(name, wire)],
    active: wire.active ?? true,
    ...(wire.gift?.credits === undefined ? {} : {credits: wire.gift.credits}),
    ...(wire.expiration_date_passed ? {endsAtMs: epochMs(openingMs - 1)} : {}),
  };
  if (wire.gift) return gift(name, wire.gift.balance, given);
  if (wire.loyalty_card) {
    const {balance, reward, points = null} = wire.loyalty_card;
    const own = {campaign: program, voucher: {campaignId: program.id}};
    return card(name, balance, {id: withPrefix(reward, 'rew'), points}, {...given, ...own});
  }
  const discount = discountOf(wire);
  if (wire.tier !== undefined) return tier(name, discount, given);
  const offer = coupon(name, discount, given);
  return wire.unknown ? {...offer, voucher: null} : offer;
}

export function goldenRule(name: string, wire: GoldenRedeemable): ValidationRule {
  const {bundle} = wire;
  return {
    ...rule(name.slice(0, 50), wire.rules ?? {logic: ''}),
    applicableTo: {includedAll: false, included: (wire.applicable_to ?? []).map(entryOf), excluded: []},
    ...(bundle === undefined
      ? {}
      : {
          bundle: {
            limit: bundle.limit,
            parts: bundle.parts.map(({quantity, ...part}) => ({products: [selectorOf(part)], quantity})),
          },
        }),
  };
}

function selectorOf({object, id, source_id}: GoldenEntry): ProductSelector {
  const named = id?.startsWith('pc_') ? 'products_collection' : id?.startsWith('sku_') ? 'sku' : 'product';
  return {object: object ?? named, id: id ?? null, sourceId: source_id ?? null};
}

function entryOf(wire: GoldenEntry): ApplicableEntry {
  return {
    ...selectorOf(wire),
    ...(wire.effect === undefined ? {} : {effect: wire.effect}),
    ...(wire.target === undefined ? {} : {target: wire.target}),
    ...(wire.skip_initially === undefined ? {} : {skipInitially: wire.skip_initially}),
    ...(wire.repeat === undefined ? {} : {repeat: wire.repeat}),
    ...(wire.quantity_limit === undefined ? {} : {quantityLimit: wire.quantity_limit}),
    ...(wire.price === undefined ? {} : {priceMinor: minor(wire.price)}),
    ...(wire.price_formula === undefined ? {} : {priceFormula: wire.price_formula}),
  };
}

function discountOf({discount, replacement}: GoldenRedeemable): Discount {
  if (replacement !== undefined) {
    return {
      type: 'REPLACE',
      sources: [{productId: null, skuId: null, sourceId: replacement.source}],
      sourceQuantity: replacement.source_units,
      target: unitProduct(replacement.target),
      targetQuantity: replacement.target_units,
      timesLimit: 1,
    };
  }
  const wire = discount ?? {type: 'PERCENT', percent_off: 0};
  const limitMinor = wire.aggregated_amount_limit;
  const limits = {aggregatedAmountLimitMinor: limitMinor === undefined ? null : minor(limitMinor)};
  switch (wire.type) {
    case 'PERCENT':
      return percentOff(wire.percent_off ?? 0, {effect: oneOf(percentEffects, wire.effect), ...limits});
    case 'AMOUNT':
      return amountOff(wire.amount_off ?? 0, {effect: oneOf(amountEffects, wire.effect), ...limits});
    case 'FIXED':
      return {
        type: 'FIXED',
        fixedMinor: wire.fixed_amount === undefined ? null : minor(wire.fixed_amount),
        ...(wire.fixed_amount_formula === undefined ? {} : {fixedFormula: wire.fixed_amount_formula}),
        effect: oneOf(fixedEffects, wire.effect),
      };
    case 'UNIT':
      return {type: 'UNIT', units: unitsOf(wire)};
  }
}

function unitsOf(wire: GoldenDiscount) {
  const {effect = '', unit_off = 0, unit_type = ''} = wire;
  return (wire.units ?? [{effect, unit_off, unit_type}]).map(unit => ({
    effect: present(oneOf(unitEffects, unit.effect), unit.effect),
    unitOff: unit.unit_off,
    product: unitProduct(unit.unit_type),
  }));
}

function unitProduct(id: string): UnitProduct {
  if (id.startsWith('sku_')) return {productId: null, skuId: withPrefix(id, 'sku'), sourceId: null};
  return {productId: withPrefix(id, 'prod'), skuId: null, sourceId: null};
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T | null {
  if (text === undefined) return null;
  return present(
    known.find(one => one === text),
    text,
  );
}

/** An id of the example, whose kind its prefix must tell. */
export function withPrefix<P extends string>(id: string, prefix: P): `${P}_${string}` {
  const body = id.slice(prefix.length + 1);
  assert(id === `${prefix}_${body}`, `${id} is no ${prefix}`);
  return `${prefix}_${body}`;
}
