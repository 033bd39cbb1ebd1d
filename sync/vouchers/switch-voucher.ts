import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {rulesOf} from '../rules/rules-of.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';
import {lockVoucher} from '../storage/vouchers/find-voucher.ts';
import {updateVoucher} from '../storage/vouchers/update-voucher.ts';
import type {VoucherRecord} from '../storage/vouchers/voucher-record.ts';
import {voucherDocument} from './voucher-document.ts';
import {voucherName} from './voucher-name.ts';

/** Enables or disables the voucher with this code or id. */
export async function switchVoucher(
  {db, clock}: CommandDeps,
  projectId: ProjectId,
  code: string,
  active: boolean,
): Promise<Outcome<VoucherRecord>> {
  const name = await voucherName(db, projectId, code);
  return transact(db, async (tx): Promise<Outcome<VoucherRecord>> => {
    const kept = await lockVoucher(tx, projectId, name);
    if (kept === null) return refused(notFound('voucher', code));
    if (kept.active === active) return done(kept);
    const updatedAt = new Date(clock.nowMs()).toISOString();
    const saved = {...kept, active, version: kept.version + 1, updatedAt};
    await updateVoucher(tx, projectId, saved);
    await publishDocument(tx, projectId, voucherDocument(saved, await rulesOf(tx, projectId, saved.id)));
    return done(saved);
  });
}
