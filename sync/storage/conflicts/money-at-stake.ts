import type {ProjectId} from '../../../shared/kernel/id.ts';
import {type AccountKey, isAuthority, usesOf} from '../../../shared/ledger/account-key.ts';
import {unitWorthMinor} from '../../../shared/redeemables/unit-worth.ts';
import {voucherSchema} from '../../../shared/redeemables/voucher.ts';
import type {Db} from '../database.ts';

/** What units of an account are worth at worst, in minor units; null where nobody can say (V8). */
export async function moneyAtStake(
  db: Db,
  projectId: ProjectId,
  account: AccountKey | null,
  amount: number | null,
): Promise<number | null> {
  if (account === null || amount === null) return null;
  if (isAuthority(account) || account.startsWith('g:')) return amount;
  const voucherId = usesOf(account);
  if (voucherId === null) return null;
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('project_id', '=', projectId)
    .where('kind', '=', 'voucher')
    .where('id', '=', voucherId)
    .executeTakeFirst();
  const worth = row === undefined ? null : unitWorthMinor(voucherSchema.parse(row.body).benefit);
  return worth === null ? null : worth * amount;
}
