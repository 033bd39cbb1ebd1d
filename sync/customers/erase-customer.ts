import type {ErasureView} from '../../shared/api/erasure-object.ts';
import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {type CustomerId, idSchema, makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {lockSnapshots, repackSnapshots} from '../snapshots/repack-snapshots.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import {
  deleteCustomerForGood,
  lockWritten,
  rewriteWritten,
  takeCustomerKey,
  writtenColumns,
} from '../storage/customers/erase-customer-data.ts';
import {lockCustomer} from '../storage/customers/find-customer.ts';
import type {Tx} from '../storage/database.ts';
import {jsonb} from '../storage/jsonb.ts';
import {transact} from '../storage/transact.ts';
import {knownCustomers} from './known-customers.ts';
import {rewriteDocuments} from './rewrite-documents.ts';
import {alone, knownAs, type Person, personOf, scrubJsonText, scrubText} from './scrub.ts';
import {trackingIdOf} from './tracking-id.ts';

/**
 * Deletes a customer for good. The key that tills sealed their data with is destroyed, so that chains of operations and
 * journals, which cannot be rewritten, hold nothing readable; what was kept in the open is scrubbed, under every name
 * the books know them by. Orders, redemptions and the ledger keep their ids and amounts. Tills are told by tombstones of the
 * customer and of the key. One who was only deleted before can be erased by id as long as there is a key.
 */
export async function eraseCustomer(
  deps: CommandDeps,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<Outcome<ErasureView>> {
  const {db, clock, random} = deps;
  return transact(db, async (tx): Promise<Outcome<ErasureView>> => {
    const customer = await lockCustomer(tx, projectId, idOrSourceId);
    const customerId = customer?.id ?? readId(idOrSourceId);
    const key = customerId === null ? null : await takeCustomerKey(tx, projectId, customerId);
    if (customerId === null || (customer === null && key === null))
      return refused(notFound('customer', idOrSourceId));
    const nowMs = clock.nowMs();
    await lockSnapshots(tx, projectId);
    const person = await everyName(tx, projectId, {customerId, customer, key});
    const strong = alone(person);
    await scrubEverywhere(tx, projectId, customerId, person);
    await rewriteDocuments(tx, projectId, strong, nowMs);
    await repackSnapshots(tx, projectId, strong.words);
    const trackedAs = person.words.flatMap(word => [word, trackingIdOf(word)]);
    const {segments, orders} = await deleteCustomerForGood(tx, projectId, customerId, trackedAs);
    const erasedAt = new Date(nowMs).toISOString();
    const erasure = {id: makeId('del', nowMs, random), customerId, segments, orders, erasedAt};
    await insertErasure(tx, projectId, erasure);
    return done(erasure);
  });
}

function readId(text: string): CustomerId | null {
  const parsed = idSchema('cust').safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** As they are called now, and as tills sold to them before. */
async function everyName(
  tx: Tx,
  projectId: ProjectId,
  {
    customerId,
    customer,
    key,
  }: {
    readonly customerId: CustomerId;
    readonly customer: CustomerRecord | null;
    readonly key: Uint8Array | null;
  },
): Promise<Person> {
  const known: Person[] = customer === null ? [] : [personOf(customer)];
  for (const column of writtenColumns.filter(({table, column}) => table === 'operation' && column === 'body'))
    for (const {text} of await lockWritten(tx, projectId, column, customerId, []))
      known.push(...knownCustomers(JSON.parse(text), customerId, key));
  return knownAs(customerId, known);
}

async function scrubEverywhere(
  tx: Tx,
  projectId: ProjectId,
  customerId: CustomerId,
  person: Person,
): Promise<void> {
  const strong = alone(person);
  for (const column of writtenColumns) {
    for (const row of await lockWritten(tx, projectId, column, customerId, strong.words)) {
      const who = row.isAbout ? person : strong;
      const text = column.isJson ? scrubJsonText(row.text, who, column.isFree) : scrubText(row.text, who);
      if (text !== row.text) await rewriteWritten(tx, column, {...row, text});
    }
  }
}

async function insertErasure(tx: Tx, projectId: ProjectId, erasure: ErasureView): Promise<void> {
  const {id, customerId, segments, orders, erasedAt} = erasure;
  await tx
    .insertInto('erasure')
    .values({
      project_id: projectId,
      erasure_id: id,
      customer_id: customerId as CustomerId,
      erased_at: new Date(erasedAt),
      summary: jsonb({segments, orders}),
    })
    .execute();
}
