/**
 * What a segment's filter reads of a customer, under the names that the REST contract gives it. Amounts are whole
 * minor units, instants ISO 8601 text. What is not known is absent or null.
 */
import type {Customer} from '../customer/customer.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {CustomerId} from '../kernel/id.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {portion} from '../money/rounding.ts';
import type {CustomerActivity} from './customer-activity.ts';
import {isoText} from './iso-text.ts';

export interface CustomerProfile {
  /** null for an anonymous customer. */
  readonly customerId: CustomerId | null;
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly recentOrders: NonNullable<CustomerActivity['recentOrders']>;
}

/** A customer nobody knows: every field is unknown (`GET /v1/customers/{unknown}/segments`, semantics.md H). */
export const anonymousProfile: CustomerProfile = {customerId: null, fields: {}, recentOrders: []};

/** What else the server knows of a customer and a decision has no use for. */
export interface CustomerDetails {
  readonly description?: string | null;
  readonly updatedAtMs?: EpochMs | null;
  readonly systemMetadata?: Readonly<Record<string, JsonValue>>;
}

export function profileOf(
  customer: Customer,
  activity: CustomerActivity = {},
  details: CustomerDetails = {},
): CustomerProfile {
  return {
    customerId: customer.id,
    fields: {...attributesOf(customer, details), ...statisticsOf(activity)},
    recentOrders: activity.recentOrders ?? [],
  };
}

function attributesOf(customer: Customer, details: CustomerDetails): Record<string, JsonValue> {
  const {address} = customer;
  return {
    id: customer.id,
    source_id: customer.sourceId,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    metadata: customer.metadata,
    loyalty_tiers: customer.loyaltyTierIds ?? null,
    birthdate: customer.birthdate ?? null,
    created_at: dateText(customer.createdAtMs),
    description: details.description ?? null,
    updated_at: dateText(details.updatedAtMs),
    system_metadata: details.systemMetadata ?? null,
    address:
      address === undefined
        ? null
        : {
            city: address.city,
            state: address.state,
            line_1: address.line1,
            line_2: address.line2,
            country: address.country,
            postal_code: address.postalCode,
          },
  };
}

function statisticsOf(activity: CustomerActivity): Record<string, JsonValue> {
  const {orders, redemptions, referrals, publications, events, loyaltyPoints} = activity;
  return {
    summary: {
      orders: orders === undefined ? null : orderSummary(orders),
      redemptions: redemptions === undefined ? null : redemptionSummary(redemptions),
    },
    loyalty_points: loyaltyPoints === undefined ? null : loyaltySummary(loyaltyPoints),
    referrals: referrals === undefined ? null : {total: referrals.total, campaigns: referrals.campaigns},
    publications:
      publications === undefined
        ? null
        : {
            count: publications.total,
            campaigns: publications.campaigns,
            last_date: dateText(publications.lastAtMs),
          },
    events: eventSummary(events ?? {}),
  };
}

function orderSummary(orders: NonNullable<CustomerActivity['orders']>): JsonValue {
  const {totalCount, totalAmountMinor} = orders;
  return {
    total_count: totalCount,
    total_amount: totalAmountMinor,
    average_amount: totalCount === 0 ? 0 : portion(totalAmountMinor, 1, totalCount),
    last_order_amount: orders.lastOrderAmountMinor ?? null,
    last_order_date: dateText(orders.lastOrderAtMs),
  };
}

function redemptionSummary(redemptions: NonNullable<CustomerActivity['redemptions']>): JsonValue {
  return {
    total_redeemed: redemptions.totalRedeemed,
    total_succeeded: redemptions.totalSucceeded,
    total_failed: redemptions.totalFailed,
    total_rolled_back: redemptions.totalRolledBack,
    total_rollback_succeeded: redemptions.totalRollbackSucceeded,
    total_rollback_failed: redemptions.totalRollbackFailed,
    gift: {redeemed_amount: redemptions.giftRedeemedMinor, amount_to_go: redemptions.giftToGoMinor},
    loyalty_card: {
      redeemed_points: redemptions.loyaltyRedeemedPoints,
      points_to_go: redemptions.loyaltyToGoPoints,
    },
  };
}

function loyaltySummary(pointsByProgram: NonNullable<CustomerActivity['loyaltyPoints']>): JsonValue {
  const campaigns: Record<string, JsonValue> = {};
  let total = 0;
  for (const [program, points] of Object.entries(pointsByProgram)) {
    campaigns[program] = {points};
    total += points;
  }
  return {campaigns, points: total};
}

function eventSummary(events: NonNullable<CustomerActivity['events']>): JsonValue {
  return Object.fromEntries(
    Object.entries(events).map(([name, {count, lastAtMs}]) => [name, {count, last_date: dateText(lastAtMs)}]),
  );
}

function dateText(ms: EpochMs | null | undefined): string | null {
  return ms === undefined || ms === null ? null : isoText(ms);
}
