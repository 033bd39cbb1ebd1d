/**
 * Whether a redemption in a giveaway campaign counts as an entry, and what it draws. Entries are counters of the
 * ledger, in all and per customer: a till that holds a lease on them says yes offline, one that does not can't.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {CampaignId, CustomerId} from '../kernel/id.ts';
import {type AccountKey, counterAccount} from '../ledger/account-key.ts';
import type {Availability, Draw} from '../ledger/draw.ts';
import {judgeCounter} from '../ledger/judge-counter.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {GiveawaySettings} from './giveaway-settings.ts';

export interface EntryRequest {
  readonly campaignId: CampaignId;
  readonly customerId: CustomerId | null;
  /** How many entries the redemption gives; a product is one. */
  readonly entries: number;
  readonly nowMs: EpochMs;
}

export type JudgedEntries =
  | {readonly ok: true; readonly draws: readonly Draw[]}
  | {readonly ok: false; readonly refusal: Refusal};

/** The accounts to ask for before `judgeEntries` can answer: those with a limit. */
export function entryAccounts(
  settings: GiveawaySettings,
  {campaignId, customerId}: Pick<EntryRequest, 'campaignId' | 'customerId'>,
): AccountKey[] {
  return counters(settings, campaignId, customerId).flatMap(({account, limit}) =>
    limit === undefined ? [] : [account],
  );
}

/** `lookUp`: what is left of an account, undefined where nobody answered. */
export function judgeEntries(
  settings: GiveawaySettings,
  {campaignId, customerId, entries, nowMs}: EntryRequest,
  lookUp: (account: AccountKey) => Availability | undefined,
): JudgedEntries {
  const {closesAtMs, entriesPerCustomer} = settings;
  if (closesAtMs !== undefined && nowMs >= closesAtMs)
    return {ok: false, refusal: {code: 'expired', endedAtMs: closesAtMs}};
  if (entriesPerCustomer !== undefined && customerId === null)
    return {ok: false, refusal: {code: 'input_missing', input: 'customer_id'}};
  const draws: Draw[] = [];
  for (const {account, limit} of counters(settings, campaignId, customerId)) {
    if (limit === undefined) {
      draws.push({account, amount: entries});
      continue;
    }
    const judged = judgeCounter(account, entries, limit, lookUp(account));
    if (!judged.ok) return judged;
    draws.push(judged.draw);
  }
  return {ok: true, draws};
}

/** Entries in all, and of the customer where there is one. */
function counters(
  {entriesTotal, entriesPerCustomer}: GiveawaySettings,
  campaignId: CampaignId,
  customerId: CustomerId | null,
): {readonly account: AccountKey; readonly limit: number | undefined}[] {
  const total = {account: counterAccount(campaignId, 'entries'), limit: entriesTotal};
  if (customerId === null) return [total];
  return [total, {account: counterAccount(campaignId, 'entries', {customerId}), limit: entriesPerCustomer}];
}
