/**
 * A customer as the REST API answers one (semantics.md A.6). Details that are not known are left out, `address` is
 * null, and loyalty and referrals are there with nothing in them, because clients read into them.
 */
import {z} from 'zod';
import type {Metadata} from '../kernel/metadata.ts';
import {type CustomerAddress, customerAddressWire} from './customer-body.ts';

const count = z.int();

export const customerWire = z.object({
  id: z.string(),
  source_id: z.string().nullable(),
  name: z.string().optional(),
  description: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  birthdate: z.string().optional(),
  address: customerAddressWire.nullable(),
  summary: z.object({
    redemptions: z.object({
      total_redeemed: count,
      total_failed: count,
      total_succeeded: count,
      total_rolled_back: count,
      total_rollback_failed: count,
      total_rollback_succeeded: count,
      gift: z.object({redeemed_amount: count, amount_to_go: count}),
      loyalty_card: z.object({redeemed_points: count, points_to_go: count}),
    }),
    orders: z.object({
      total_amount: count,
      total_count: count,
      average_amount: count,
      last_order_amount: count,
      last_order_date: z.string().optional(),
    }),
  }),
  loyalty: z.object({points: count, referred_customers: count, campaigns: z.record(z.string(), z.unknown())}),
  referrals: z.object({total: count, campaigns: z.array(z.unknown())}),
  metadata: z.record(z.string(), z.unknown()).optional(),
  system_metadata: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  object: z.literal('customer'),
});
export type CustomerWire = z.output<typeof customerWire>;

/** What a customer has done, derived from orders and redemptions. Amounts in minor units. */
export interface CustomerSummary {
  readonly succeeded: number;
  readonly failed: number;
  readonly rolledBack: number;
  readonly giftRedeemedMinor: number;
  readonly orders: number;
  readonly ordersTotalMinor: number;
  readonly lastOrder: {readonly totalMinor: number; readonly at: string} | null;
}

export const nothingDone: CustomerSummary = {
  succeeded: 0,
  failed: 0,
  rolledBack: 0,
  giftRedeemedMinor: 0,
  orders: 0,
  ordersTotalMinor: 0,
  lastOrder: null,
};

export interface CustomerView {
  readonly id: string;
  readonly sourceId: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly birthdate: string | null;
  readonly address: CustomerAddress | null;
  readonly metadata: Metadata;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function presentCustomer(customer: CustomerView, summary: CustomerSummary): CustomerWire {
  return {
    id: customer.id,
    source_id: customer.sourceId,
    ...known('name', customer.name),
    ...known('description', customer.description),
    ...known('email', customer.email),
    ...known('phone', customer.phone),
    ...known('birthdate', customer.birthdate),
    address: customer.address,
    summary: presentSummary(summary),
    loyalty: {points: 0, referred_customers: 0, campaigns: {}},
    referrals: {total: 0, campaigns: []},
    ...(Object.keys(customer.metadata).length === 0 ? {} : {metadata: customer.metadata}),
    system_metadata: {},
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    object: 'customer',
  };
}

function presentSummary(summary: CustomerSummary): CustomerWire['summary'] {
  return {
    redemptions: {
      total_redeemed: summary.succeeded - summary.rolledBack,
      total_failed: summary.failed,
      total_succeeded: summary.succeeded,
      total_rolled_back: summary.rolledBack,
      total_rollback_failed: 0,
      total_rollback_succeeded: summary.rolledBack,
      gift: {redeemed_amount: summary.giftRedeemedMinor, amount_to_go: 0},
      loyalty_card: {redeemed_points: 0, points_to_go: 0},
    },
    orders: {
      total_amount: summary.ordersTotalMinor,
      total_count: summary.orders,
      // Rounded down to a whole minor unit.
      average_amount: summary.orders === 0 ? 0 : Math.floor(summary.ordersTotalMinor / summary.orders),
      last_order_amount: summary.lastOrder?.totalMinor ?? 0,
      ...(summary.lastOrder === null ? {} : {last_order_date: summary.lastOrder.at}),
    },
  };
}

/** The short form that redemptions carry. */
export const simpleCustomerWire = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  source_id: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  object: z.literal('customer'),
});
export type SimpleCustomerWire = z.output<typeof simpleCustomerWire>;

export function presentSimpleCustomer(
  customer: Pick<CustomerView, 'id' | 'name' | 'email' | 'sourceId' | 'metadata'>,
): SimpleCustomerWire {
  return {
    id: customer.id,
    name: customer.name,
    email: customer.email,
    source_id: customer.sourceId,
    metadata: customer.metadata,
    object: 'customer',
  };
}

function known<K extends string>(name: K, value: string | null): Partial<Record<K, string>> {
  return value === null ? {} : ({[name]: value} as Partial<Record<K, string>>);
}
