import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import {accountKeySchema} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {type GiveawaySettings, giveawaySettingsSchema} from './giveaway-settings.ts';
import {entryAccounts, judgeEntries} from './judge-entries.ts';

const limits: GiveawaySettings = {entriesPerCustomer: 3, entriesTotal: 100, closesAtMs: epochMs(5000)};
const total = 'q:camp_win:entries';
const annas = 'q:camp_win:entries:cust_anna';

/** What the counters have left, by whose word. */
function judge(
  left: Readonly<Record<string, number>>,
  given: {
    entries?: number;
    nowMs?: number;
    customer?: null;
    authority?: 'server' | 'lease';
    settings?: GiveawaySettings;
  } = {},
) {
  const {entries = 1, nowMs = 1000, authority = 'server', settings = limits} = given;
  const lookUp = (account: AccountKey): Availability | undefined =>
    left[account] === undefined ? undefined : {account, available: left[account], authority};
  const customerId = given.customer === null ? null : 'cust_anna';
  return judgeEntries(settings, {campaignId: 'camp_win', customerId, entries, nowMs: epochMs(nowMs)}, lookUp);
}

test('[GW1] an entry draws the counters of the campaign and of the customer, each up to its limit', () => {
  expect(judge({[total]: 10, [annas]: 3}, {entries: 2})).toEqual({
    ok: true,
    draws: [
      {account: total, amount: 2, limit: 100},
      {account: annas, amount: 2, limit: 3},
    ],
  });
  expect(entryAccounts(limits, {campaignId: 'camp_win', customerId: 'cust_anna'})).toEqual([total, annas]);
  expect([total, annas].every(account => accountKeySchema.safeParse(account).success)).toBe(true);
});

test('[GW1] without limits entries are only counted, and nobody need be known', () => {
  expect(judge({}, {customer: null, settings: {}})).toEqual({ok: true, draws: [{account: total, amount: 1}]});
  expect(judge({}, {settings: {}})).toEqual({
    ok: true,
    draws: [
      {account: total, amount: 1},
      {account: annas, amount: 1},
    ],
  });
  expect(entryAccounts({entriesTotal: 5}, {campaignId: 'camp_win', customerId: 'cust_anna'})).toEqual([
    total,
  ]);
});

test('[GW2] the server counts what was used, also before anybody opened an account with a limit', () => {
  const knows = (used: number) => (account: AccountKey) =>
    ({account, available: 0, authority: 'server', used}) as const;
  const entry = {campaignId: 'camp_win', customerId: 'cust_anna', entries: 2, nowMs: epochMs(1000)} as const;
  expect(judgeEntries(limits, entry, knows(1))).toMatchObject({ok: true});
  expect(judgeEntries(limits, entry, knows(2))).toEqual({
    ok: false,
    refusal: {code: 'budget_reached', account: annas, limit: 3, used: 2},
  });
});

test('[GW2] more than is left is refused, with the account', () => {
  expect(judge({[total]: 10, [annas]: 1}, {entries: 2})).toEqual({
    ok: false,
    refusal: {code: 'budget_reached', account: annas, limit: 3, used: null},
  });
  expect(judge({[total]: 0, [annas]: 1})).toMatchObject({refusal: {code: 'budget_reached', account: total}});
});

test('[GW3] offline a till says yes from its lease, and without one that it can not know', () => {
  expect(judge({[total]: 1, [annas]: 1}, {authority: 'lease'}).ok).toBe(true);
  const unknown = {ok: false, refusal: {code: 'counter_unknown', account: total, onlineOnly: false}};
  expect(judge({[total]: 0, [annas]: 1}, {authority: 'lease'})).toEqual(unknown);
  expect(judge({[annas]: 1}, {authority: 'lease'})).toEqual(unknown);
});

test('[GW4] at the cut-off it is too late', () => {
  expect(judge({[total]: 1, [annas]: 1}, {nowMs: 4999}).ok).toBe(true);
  expect(judge({[total]: 1, [annas]: 1}, {nowMs: 5000})).toEqual({
    ok: false,
    refusal: {code: 'expired', endedAtMs: 5000},
  });
});

test('[GW5] a limit per customer needs a customer', () => {
  expect(judge({[total]: 1}, {customer: null})).toEqual({
    ok: false,
    refusal: {code: 'input_missing', input: 'customer_id'},
  });
});

test('[GW5] settings are read as they are written', () => {
  expect(giveawaySettingsSchema.parse(JSON.parse(JSON.stringify(limits)))).toEqual(limits);
  expect(giveawaySettingsSchema.safeParse({entriesPerCustomer: 0}).success).toBe(false);
});
