import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {voucherSlot} from '../../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../../shared/redeemables/voucher.ts';
import type {Tx} from '../database.ts';

export interface PlacedVoucher {
  readonly slot: number;
  readonly body: Voucher;
}

const pageSize = 2_000;

/** Slots from the first to the last, both included. */
export interface SlotRange {
  readonly first: number;
  readonly last: number;
}

const allSlots: SlotRange = {first: 0, last: 65_535};

/** Every voucher that is for all tills, by rising slot and id, a page at a time: memory stays flat. */
export async function* streamVouchers(
  tx: Tx,
  projectId: ProjectId,
  range = allSlots,
): AsyncGenerator<readonly PlacedVoucher[]> {
  await placeVouchers(tx, projectId);
  await sql`
    declare voucher_stream no scroll cursor for
    select slot, body from document
    where project_id = ${sql.lit(projectId)} and kind = 'voucher' and not deleted and scope is null
      and slot between ${sql.lit(range.first)} and ${sql.lit(range.last)}
    order by slot, id
  `.execute(tx);
  for (;;) {
    const {rows} = await sql<PlacedVoucher>`fetch ${sql.lit(pageSize)} from voucher_stream`.execute(tx);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close voucher_stream`.execute(tx);
}

/** Gives a slot to vouchers of earlier versions of this server. */
async function placeVouchers(tx: Tx, projectId: ProjectId): Promise<void> {
  for (let after = ''; ; ) {
    const {rows} = await sql<{id: string; code: string}>`
      select id, body->>'code' as code from document
      where project_id = ${projectId} and kind = 'voucher' and not deleted and slot is null and id > ${after}
      order by id limit ${pageSize}
    `.execute(tx);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    const placed = rows.map(({id, code}) => ({id, slot: voucherSlot(code)}));
    await sql`
      update document d set slot = p.slot
      from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as p(id text, slot integer)
      where d.project_id = ${projectId} and d.kind = 'voucher' and d.id = p.id
    `.execute(tx);
  }
}
