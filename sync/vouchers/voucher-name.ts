import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import {pgFactSource} from '../storage/pg-fact-source.ts';
import type {VoucherName} from '../storage/vouchers/find-voucher.ts';

/** What a code or `v_…` id in a path names, by the project's own idea of equal codes. */
export async function voucherName(db: Db, projectId: ProjectId, typed: string): Promise<VoucherName> {
  const {codesCaseSensitive} = await pgFactSource(db, projectId).settings();
  return {codeKey: normaliseCode(typed, codesCaseSensitive), typed};
}
