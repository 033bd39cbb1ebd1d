import type {Product} from '../../shared/catalog/product.ts';
import type {Conventions} from '../../shared/conventions/conventions.ts';
import type {Customer} from '../../shared/customer/customer.ts';
import type {Facts, ProjectSettings} from '../../shared/decision/facts.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';
import {currencySchema} from '../../shared/money/currency.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {defaultStackingSettings, type StackingSettings} from '../../shared/stacking/stacking-settings.ts';
import type {Offer} from './offers.ts';

/** 2026-11-20T09:00:00Z, a Friday. */
export const openingMs = epochMs(1_795_165_200_000);

export function settings(given: Partial<ProjectSettings> = {}): ProjectSettings {
  return {
    kind: 'settings',
    id: 'settings',
    version: 1,
    currency: currencySchema.parse('EUR'),
    timeZone: 'Europe/Vienna',
    codesCaseSensitive: false,
    stacking: {...defaultStackingSettings, applicationMode: 'PARTIAL'},
    ...given,
  };
}

export function product(sourceId: string, priceMinor: number | null, metadata: Metadata = {}): Product {
  return {
    kind: 'product',
    id: `prod_${sourceId}`,
    version: 1,
    sourceId,
    name: sourceId,
    priceMinor: priceMinor === null ? null : minor(priceMinor),
    barcodes: [],
    metadata,
  };
}

export function customer(name: string, given: Partial<Customer> = {}): Customer {
  return {
    kind: 'customer',
    id: `cust_${name}`,
    version: 1,
    sourceId: name,
    name,
    phone: null,
    email: null,
    metadata: {},
    segmentIds: [],
    ...given,
  };
}

/** What a case may say besides cart and offers. */
export interface Circumstances {
  readonly nowMs?: EpochMs;
  readonly customer?: Customer;
  readonly customerMetadata?: Metadata;
  readonly products?: readonly Product[];
  readonly stacking?: Partial<StackingSettings>;
  readonly mode?: DecisionRequest['applicationMode'];
  readonly noEffect?: StackingSettings['noEffectRule'];
  readonly conventions?: Conventions;
  /** Whatever else the facts hold or the request says. */
  readonly facts?: Partial<Facts>;
  readonly request?: Partial<DecisionRequest>;
}

export function facts(offers: readonly Offer[], given: Circumstances = {}): Facts {
  const stacking = {...settings().stacking, ...given.stacking};
  return {
    nowMs: given.nowMs ?? openingMs,
    settings: settings({stacking, ...(given.conventions && {conventions: given.conventions})}),
    customer: given.customer ?? null,
    products: [...(given.products ?? [])],
    vouchers: once(offers.flatMap(offer => offer.voucher ?? [])),
    promotionTiers: once(offers.flatMap(offer => offer.tier ?? [])),
    campaigns: once(offers.flatMap(offer => offer.campaign ?? [])),
    validationRules: once(offers.flatMap(offer => offer.rules)),
    availability: offers.flatMap(offer => offer.availability),
    ...given.facts,
  };
}

export function request(cart: Cart, offers: readonly Offer[], given: Circumstances = {}): DecisionRequest {
  return {
    cart,
    customerId: given.customer?.id ?? null,
    customerMetadata: given.customerMetadata ?? {},
    redeemables: offers.map(offer => offer.requested),
    applicationMode: given.mode ?? null,
    ...(given.noEffect === undefined ? {} : {noEffectRule: given.noEffect}),
    ...given.request,
  };
}

function once<T extends {readonly id: string}>(things: readonly T[]): T[] {
  return [...new Map(things.map(thing => [thing.id, thing])).values()];
}
