/**
 * What a qualification asks about (semantics.md E): which families of rules it leaves out, and what it takes for
 * qualified although it could not be redeemed as it stands.
 */
import {type Families, families, type RuleFamily} from '../rules/rule-family.ts';

export const scenarios = [
  'ALL',
  'CUSTOMER_WALLET',
  'AUDIENCE_ONLY',
  'PRODUCTS',
  'PRODUCTS_DISCOUNT',
  'PROMOTION_STACKS',
  'PRODUCTS_BY_CUSTOMER',
  'PRODUCTS_DISCOUNT_BY_CUSTOMER',
] as const;
export type Scenario = (typeof scenarios)[number];

export interface ScenarioPolicy {
  /** Rules that count as met. */
  readonly unasked: Families;
  /** Whether a missing bundle, or an effect that cannot be worked out on this order, is no obstacle. */
  readonly toleratesOrder: boolean;
  /** What it has to do with the products of the order: nothing, discount or need them, discount them. */
  readonly products: 'any' | 'concerned' | 'discounted';
  readonly lists: 'redeemables' | 'wallet' | 'stacks';
}

/** QU2: budgets, counts per customer and the amount before discounts are never asked about. */
const never: readonly RuleFamily[] = ['budget', 'initial'];

const whole = {unasked: families(...never), toleratesOrder: false, products: 'any'} as const;
const aboutProducts = {
  unasked: families(...never, 'order', 'redemption', 'customer'),
  toleratesOrder: true,
  lists: 'redeemables',
} as const;
const byCustomer = {...aboutProducts, unasked: families(...never, 'order', 'redemption')} as const;

export const scenarioPolicies: Readonly<Record<Scenario, ScenarioPolicy>> = {
  ALL: {...whole, lists: 'redeemables'},
  CUSTOMER_WALLET: {...whole, lists: 'wallet'},
  PROMOTION_STACKS: {...whole, lists: 'stacks'},
  AUDIENCE_ONLY: {
    unasked: families(...never, 'order', 'products', 'redemption'),
    toleratesOrder: true,
    products: 'any',
    lists: 'redeemables',
  },
  PRODUCTS: {...aboutProducts, products: 'concerned'},
  PRODUCTS_DISCOUNT: {...aboutProducts, products: 'discounted'},
  PRODUCTS_BY_CUSTOMER: {...byCustomer, products: 'concerned'},
  PRODUCTS_DISCOUNT_BY_CUSTOMER: {...byCustomer, products: 'discounted'},
};
