/**
 * What a resolution does beside being recorded. Most do nothing: a loss is accepted, a customer charged, by people.
 * All of it happens in the transaction that resolves the conflict; a refusal has written nothing.
 */
import {z} from 'zod';
import {type ApiProblem, apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import {idSchema, makeId, type ProjectId, type VoucherId} from '../../shared/kernel/id.ts';
import {admitOver} from '../../shared/ledger/account.ts';
import {type AccountKey, accountVoucher, usesOf} from '../../shared/ledger/account-key.ts';
import type {ConflictView, ResolveConflict} from '../../shared/protocol/conflict.ts';
import type {CommandDeps} from '../command-deps.ts';
import {applyEdit, editTx} from '../edits/apply-edit.ts';
import {pgEditBook} from '../edits/pg-edit-book.ts';
import {resolveEdit} from '../edits/resolve-edit.ts';
import {quarantineConflictId} from '../intake/set-aside.ts';
import {writeOffIn} from '../leases/write-off.ts';
import type {Tx} from '../storage/database.ts';
import {pgSyncTx} from '../storage/pg-sync-store.ts';

export interface Resolving {
  readonly tx: Tx;
  readonly projectId: ProjectId;
  readonly conflict: ConflictView;
  readonly order: ResolveConflict;
}

type Done = Outcome<null>;

export async function carryOut(deps: CommandDeps, resolving: Resolving): Promise<Done> {
  const {order} = resolving;
  switch (order.resolution) {
    case 'raise_limit':
      return raiseLimit(deps, resolving);
    case 'block_voucher':
      return blockVoucher(deps, resolving);
    case 'write_off':
      return giveUp(resolving);
    case 'keep_server':
    case 'keep_till':
      return decideEdit(deps, resolving, order.resolution);
    case 'retry':
      return checkRetried(resolving);
    case 'accept_loss':
    case 'charge_customer':
    case 'enrol_again':
    case 'dismiss':
      return done(null);
  }
}

/** The code may be used as often as it was: what is over becomes part of its limit, and nothing new is free (L35). */
async function raiseLimit(deps: CommandDeps, {tx, projectId, conflict}: Resolving): Promise<Done> {
  const {account, amount} = conflict;
  const voucherId = account === null ? null : usesOf(account);
  if (account === null || voucherId === null) return unfit('It is about no code with a limit of uses');
  const sync = pgSyncTx(tx, projectId, applyEdit);
  const book = (await sync.lockAccounts([account])).get(account);
  const over = Math.min(amount ?? Number.MAX_SAFE_INTEGER, book?.over ?? 0);
  if (book === undefined || over === 0) return changed(`Nothing of ${account} is over its limit any more`);
  const edits = pgEditBook(tx, projectId, deps.clock.nowMs());
  const standing = (await edits.lockDocument('voucher', voucherId))?.document;
  if (standing?.kind !== 'voucher') return changed(`${voucherId} is gone`);
  await sync.writeAccounts([admitOver(book, over)]);
  const usesLimit = (standing.usesLimit ?? book.limit) + over;
  await edits.saveDocument({...standing, usesLimit, version: standing.version + 1});
  return done(null);
}

/** Nothing more can be redeemed with the code, anywhere that hears of it. */
async function blockVoucher(deps: CommandDeps, {tx, projectId, conflict}: Resolving): Promise<Done> {
  const voucherId = voucherOf(conflict.account);
  if (voucherId === null) return unfit('It is about no code');
  const edits = pgEditBook(tx, projectId, deps.clock.nowMs());
  const standing = (await edits.lockDocument('voucher', voucherId))?.document;
  if (standing?.kind !== 'voucher') return changed(`${voucherId} is gone`);
  if (standing.active) await edits.saveDocument({...standing, active: false, version: standing.version + 1});
  return done(null);
}

const leaseEvidence = z.object({leaseId: idSchema('lease')});

async function giveUp({tx, projectId, conflict, order}: Resolving): Promise<Done> {
  const evidence = leaseEvidence.safeParse(conflict.evidence);
  if (!evidence.success) return unfit('It is about no lease');
  if (order.confirmExposure === undefined)
    return refused(
      apiError('missing_parameters', {details: 'confirmExposure: the units in doubt, as shown'}),
    );
  const {staffId, note, confirmExposure} = order;
  const off = await writeOffIn(pgSyncTx(tx, projectId, applyEdit), evidence.data.leaseId, {
    staffId,
    reason: note ?? conflict.detail,
    confirmExposure,
  });
  return off.ok ? done(null) : off;
}

async function decideEdit(
  {clock, random}: CommandDeps,
  {tx, projectId, conflict, order}: Resolving,
  resolution: 'keep_server' | 'keep_till',
): Promise<Done> {
  if (conflict.class !== 'C7') return unfit('It is about no edit');
  const nowMs = clock.nowMs();
  const by = {resolution, resolverId: order.staffId, editId: makeId('edit', nowMs, random), nowMs};
  const edits = pgEditBook(tx, projectId, nowMs);
  const resolved = await resolveEdit(editTx(tx, projectId), edits, conflict.evidence, by);
  if (resolved.ok) return done(null);
  return changed(`${resolved.code}: ${resolved.paths.join(', ')}`);
}

/** It was tried again before: whether it is understood by now. */
async function checkRetried({tx, projectId, conflict}: Resolving): Promise<Done> {
  const waiting = await pgSyncTx(tx, projectId, applyEdit).listQuarantined(conflict.tillId);
  return waiting.some(operation => quarantineConflictId(operation) === conflict.id)
    ? changed('It was tried again and is still not understood')
    : done(null);
}

function voucherOf(account: AccountKey | null): VoucherId | null {
  return account === null ? null : accountVoucher(account);
}

function unfit(details: string): Done {
  return refused(problemOf('invalid_payload', details));
}

function changed(details: string): Done {
  return refused(problemOf('state_changed', details));
}

function problemOf(key: 'invalid_payload' | 'state_changed', details: string): ApiProblem {
  return apiError(key, {details});
}
