/**
 * Making vouchers: each with its code, its books in the ledger (uses, gift credits), its rules and its document for
 * the tills, in the caller's transaction. A code is unique because the database says so, not because it is random.
 */
import {type CodeConfigWire, randomLength, writeCode} from '../../shared/api/code-config.ts';
import type {DiscountWire} from '../../shared/api/discount-body.ts';
import {
  type ApiProblem,
  apiError,
  done,
  duplicateFound,
  type Outcome,
  refused,
} from '../../shared/api/error.ts';
import type {GiftEffect} from '../../shared/api/voucher-body.ts';
import type {WindowsWire} from '../../shared/api/windows-body.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import {type CampaignId, makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';
import {balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import type {CommandDeps} from '../command-deps.ts';
import {guardObjects} from '../rules/guard-objects.ts';
import type {Tx} from '../storage/database.ts';
import {openAccounts} from '../storage/open-accounts.ts';
import {pgFactSource} from '../storage/pg-fact-source.ts';
import {publishDocuments} from '../storage/publish-document.ts';
import {findTakenCodes} from '../storage/vouchers/find-taken-codes.ts';
import {insertVouchers} from '../storage/vouchers/insert-vouchers.ts';
import type {VoucherRecord} from '../storage/vouchers/voucher-record.ts';
import {randomCode} from './random-code.ts';
import {voucherDocument} from './voucher-document.ts';

/** What vouchers made together have in common. */
export interface VoucherSpec {
  readonly campaignId: CampaignId | null;
  /** null for a gift card, which then has an amount. */
  readonly discount: DiscountWire | null;
  readonly giftAmountMinor: number;
  readonly giftEffect: GiftEffect;
  readonly usesLimit: number | null;
  readonly category: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly windows: WindowsWire | null;
  readonly active: boolean;
  readonly additionalInfo: string | null;
  readonly metadata: Metadata;
  readonly ruleIds: readonly string[];
}

/** The code somebody chose, or else how many random ones of a shape. */
export interface WantedCodes {
  readonly code: string | null;
  readonly config: CodeConfigWire;
  readonly count: number;
}

type Deps = Pick<CommandDeps, 'clock' | 'random'>;

export async function makeVouchers(
  deps: Deps,
  tx: Tx,
  projectId: ProjectId,
  spec: VoucherSpec,
  wanted: WantedCodes,
): Promise<Outcome<readonly VoucherRecord[]>> {
  const {codesCaseSensitive} = await pgFactSource(tx, projectId).settings();
  const toRecord = (code: string) => newVoucher(deps, spec, code, normaliseCode(code, codesCaseSensitive));
  const chosen = chosenCode(wanted);
  const made =
    chosen === null
      ? await insertRandom(tx, projectId, wanted, () => toRecord(randomCode(wanted.config, deps.random)))
      : await insertChosen(tx, projectId, toRecord(chosen));
  if (!made.ok || made.value.length === 0) return made;
  await openAccounts(
    tx,
    projectId,
    made.value.flatMap(voucher => accountsOf(voucher, spec)),
  );
  const ids = made.value.map(voucher => voucher.id);
  const rules = await guardObjects(deps, tx, projectId, 'voucher', ids, spec.ruleIds);
  if (!rules.ok) return rules;
  await publishDocuments(
    tx,
    projectId,
    made.value.map(voucher => voucherDocument(voucher, rules.value)),
  );
  return made;
}

/** A pattern without a random place is a chosen code too. */
function chosenCode({code, config, count}: WantedCodes): string | null {
  return code === null && count === 1 && randomLength(config) === 0 ? writeCode(config, []) : code;
}

async function insertChosen(
  tx: Tx,
  projectId: ProjectId,
  voucher: VoucherRecord,
): Promise<Outcome<readonly VoucherRecord[]>> {
  const inserted = await insertVouchers(tx, projectId, [voucher]);
  return inserted.has(voucher.id) ? done([voucher]) : refused(duplicateFound('voucher', 'id', voucher.code));
}

const rounds = 30;
/** Random codes tried for each that is missing: enough to find the last free ones of a shape that is nearly full. */
const triedPerMissing = 4;

/** Makes as many as are missing from codes that are still free, until there are enough or none is found any more. */
async function insertRandom(
  tx: Tx,
  projectId: ProjectId,
  {config, count}: WantedCodes,
  makeOne: () => VoucherRecord,
): Promise<Outcome<readonly VoucherRecord[]>> {
  if (randomLength(config) === 0 && count > 1) return refused(tooFewCodes(config, count));
  const made: VoucherRecord[] = [];
  for (let round = 0; round < rounds && made.length < count; round += 1) {
    const missing = count - made.length;
    const tried = Array.from({length: missing * triedPerMissing}, makeOne);
    const byKey = new Map(tried.map(voucher => [voucher.codeKey, voucher]));
    const taken = await findTakenCodes(tx, projectId, [...byKey.keys()]);
    const free = [...byKey.values()].filter(voucher => !taken.has(voucher.codeKey)).slice(0, missing);
    const inserted = await insertVouchers(tx, projectId, free);
    made.push(...free.filter(voucher => inserted.has(voucher.id)));
  }
  return made.length < count ? refused(tooFewCodes(config, count)) : done(made);
}

function tooFewCodes(config: CodeConfigWire, count: number): ApiProblem {
  return apiError('invalid_code_config', {
    details: `Property .code_config leaves too few unused codes for ${count} more (pattern ${config.pattern})`,
  });
}

function newVoucher({clock, random}: Deps, spec: VoucherSpec, code: string, codeKey: string): VoucherRecord {
  const nowMs = clock.nowMs();
  return {
    id: makeId('v', nowMs, random),
    code: code.trim(),
    codeKey,
    campaignId: spec.campaignId,
    discount: spec.discount,
    giftEffect: spec.giftEffect,
    usesLimit: spec.usesLimit,
    category: spec.category,
    startsAt: spec.startsAt,
    endsAt: spec.endsAt,
    windows: spec.windows,
    active: spec.active,
    additionalInfo: spec.additionalInfo,
    metadata: spec.metadata,
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
    updatedAt: null,
  };
}

function accountsOf(voucher: VoucherRecord, spec: VoucherSpec) {
  const {id, usesLimit} = voucher;
  return [
    ...(usesLimit === null ? [] : [{account: usesAccount(id), limit: usesLimit}]),
    ...(spec.discount === null ? [{account: balanceAccount(id), limit: spec.giftAmountMinor}] : []),
  ];
}
