import {sql} from 'kysely';
import {epochMs} from '../../../shared/kernel/epoch.ts';
import type {CampaignId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Account} from '../../../shared/ledger/account.ts';
import {trustAccount} from '../../../shared/ledger/account-key.ts';
import type {ExposedAccount, ExposureFacts, TrustBook} from '../../../shared/redeemables/exposure.ts';
import {unitWorthMinor} from '../../../shared/redeemables/unit-worth.ts';
import {voucherSchema} from '../../../shared/redeemables/voucher.ts';
import type {Db} from '../database.ts';
import {sumHeldByTills} from '../leases/list-holders.ts';
import {readAccounts} from '../lock-accounts.ts';
import {readSettings} from '../projects/read-settings.ts';

/** The books behind a campaign's exposure: its trust, and those of its codes' accounts that are over or written off. */
export async function readExposure(
  db: Db,
  projectId: ProjectId,
  campaignId: CampaignId,
): Promise<ExposureFacts> {
  const account = trustAccount(campaignId);
  const book = (await readAccounts(db, projectId, [account])).get(account);
  const {all: leased} = await sumHeldByTills(db, projectId, account, epochMs(0));
  return {
    trust: book === undefined ? null : trustBook(book, leased),
    accounts: await exposedAccounts(db, projectId, campaignId),
    overridesMinor: await overridesOf(db, projectId),
  };
}

function trustBook({committed, held, over, exposure = 0}: Account, leased: number): TrustBook {
  return {posted: committed - held - leased, leased, over, writtenOff: exposure};
}

async function exposedAccounts(
  db: Db,
  projectId: ProjectId,
  campaignId: CampaignId,
): Promise<readonly ExposedAccount[]> {
  const {rows} = await sql<{over: number; writtenOff: number; voucher: unknown}>`
    select a.over_units as over, a.exposure_units as "writtenOff", d.body as voucher
    from account a
    join document d on d.project_id = a.project_id and d.kind = 'voucher' and d.id = split_part(a.account, ':', 2)
    where a.project_id = ${projectId} and (a.over_units > 0 or a.exposure_units > 0)
      and d.body ->> 'campaignId' = ${campaignId}
  `.execute(db);
  return rows.map(({over, writtenOff, voucher}) => ({
    over,
    writtenOff,
    worthMinor: unitWorthMinor(voucherSchema.parse(voucher).benefit),
  }));
}

/** Every store may have its managers approve the whole budget. */
async function overridesOf(db: Db, projectId: ProjectId): Promise<number> {
  const {overrideBudgetMinor = 0} = await readSettings(db, projectId);
  if (overrideBudgetMinor === 0) return 0;
  const {stores} = await db
    .selectFrom('store')
    .select(eb => eb.fn.countAll<number>().as('stores'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return overrideBudgetMinor * stores;
}
