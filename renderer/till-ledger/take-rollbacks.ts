/**
 * Takes in what rollbacks elsewhere took back of this till's sales, each as an operation of its own: the server frees the
 * units when it hears of that, because whatever this till took back before stands before it in the chain.
 *
 * Always true:
 * - TR1 Operation and note are kept together, and come back together from the journal: after its word this till takes
 *   back no more than is left.
 * - TR2 It gives its word once per rollback, however often and in however many windows it is told.
 * - TR3 It gives no word while something of an earlier enrolment waits to be sent, nor for a sale of an earlier enrolment
 *   that it does not keep (another machine may have made it), nor when it is fenced: its double may have taken the same back.
 */
import {z} from 'zod';
import {makeId, type SaleId} from '../../shared/kernel/id.ts';
import type {RollbackNotice} from '../../shared/protocol/rollback-notice.ts';
import {addOperation} from './add-operation.ts';
import type {LedgerStore} from './ledger-store.ts';
import {oldestLateEpoch} from './queued-operations.ts';
import {readSyncState} from './sync-state.ts';
import type {Till} from './till.ts';
import {rolledBackAfter} from './voided-sale.ts';

interface NoWord {
  readonly ok: false;
}

/** @returns of how many it gave its word. @throws LedgerWriteFailed */
export async function takeRollbacks(till: Till, told: readonly RollbackNotice[]): Promise<number> {
  if (told.length === 0) return 0;
  const {standing} = await readSyncState(till.ledger);
  if (standing === 'fenced' || (await oldestLateEpoch(till.ledger, till.identity)) !== null) return 0;
  const given = await readGiven(till.ledger);
  let taken = 0;
  for (const rollback of told) {
    if (!given.has(rollback.id) && (await takeRollback(till, rollback))) taken += 1;
  }
  return taken;
}

async function takeRollback(till: Till, rollback: RollbackNotice): Promise<boolean> {
  const {ledger, identity, random} = till;
  const added = await addOperation<NoWord>(till, async () => {
    // Prepared again where another window was faster, perhaps with the same.
    if ((await readGiven(ledger)).has(rollback.id)) return {ok: false};
    const saleId = await findSale(ledger, rollback);
    if (saleId === null && rollback.epoch !== identity.epoch) return {ok: false};
    const clock = till.clock.read();
    const before = saleId === null ? null : ((await ledger.voided.get(saleId)) ?? null);
    return {
      ok: true,
      id: makeId('op', clock.correctedMs, random),
      body: {kind: 'rollback-seen', rollback, saleId},
      clock,
      leases: [],
      sale: null,
      ...(saleId === null ? {} : {voided: rolledBackAfter(before, saleId, rollback)}),
    };
  });
  return added.ok;
}

async function findSale(ledger: LedgerStore, {orderId}: RollbackNotice): Promise<SaleId | null> {
  const [sale] = await ledger.sale.having('orderId', [orderId], 1);
  return sale?.id ?? null;
}

/** Of which rollbacks the till gave its word; those of long ago are gone with what they took back. */
async function readGiven({operation}: Pick<LedgerStore, 'operation'>): Promise<ReadonlySet<string>> {
  const rows = await operation.having('kind', ['rollback-seen']);
  return new Set(rows.map(({bytes}) => wordSchema.parse(JSON.parse(bytes)).body.rollback.id));
}

const wordSchema = z.object({body: z.object({rollback: z.object({id: z.string()})})});
