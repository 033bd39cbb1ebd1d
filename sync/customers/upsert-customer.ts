import type {CustomerBody} from '../../shared/api/customer-body.ts';
import {done, duplicateFound, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {mergeMetadata, toMetadata} from '../../shared/api/wire-values.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {sameContent} from '../same-content.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import {lockCustomer} from '../storage/customers/find-customer.ts';
import {insertCustomer, updateCustomer} from '../storage/customers/save-customer.ts';
import type {Tx} from '../storage/database.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import {publishCustomers} from './publish-customers.ts';

/** Makes a customer, or changes what was sent of the one with this `id` or `source_id`. */
export async function upsertCustomer(
  deps: CommandDeps,
  projectId: ProjectId,
  body: CustomerBody,
): Promise<Outcome<CustomerRecord>> {
  return transactUnique(deps.db, duplicateFound('customer', 'source_id', body.source_id ?? ''), async tx => {
    if (body.id) {
      const named = await lockCustomer(tx, projectId, body.id);
      if (named === null) return refused(notFound('customer', body.id));
      return done(await change(deps, tx, projectId, named, body));
    }
    const kept = body.source_id ? await lockCustomer(tx, projectId, body.source_id) : null;
    if (kept !== null) return done(await change(deps, tx, projectId, kept, body));
    const made = newCustomer(deps, body);
    if (await insertCustomer(tx, projectId, made)) {
      await publishCustomers(tx, projectId, [made], deps.random);
      return done(made);
    }
    // Somebody else made them while we looked.
    const theirs = body.source_id ? await lockCustomer(tx, projectId, body.source_id) : null;
    if (theirs === null) return refused(duplicateFound('customer', 'id', made.id));
    return done(await change(deps, tx, projectId, theirs, body));
  });
}

function newCustomer({clock, random}: CommandDeps, body: CustomerBody): CustomerRecord {
  const nowMs = clock.nowMs();
  return {
    id: makeId('cust', nowMs, random),
    sourceId: body.source_id ?? null,
    name: body.name ?? null,
    description: body.description ?? null,
    email: body.email ?? null,
    phone: body.phone ?? null,
    birthdate: body.birthdate ?? null,
    address: body.address ?? null,
    metadata: toMetadata(body.metadata),
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
    updatedAt: null,
  };
}

async function change(
  {clock, random}: CommandDeps,
  tx: Tx,
  projectId: ProjectId,
  kept: CustomerRecord,
  body: CustomerBody,
): Promise<CustomerRecord> {
  const changed: CustomerRecord = {
    ...kept,
    sourceId: body.source_id ?? kept.sourceId,
    name: body.name === undefined ? kept.name : body.name,
    description: body.description === undefined ? kept.description : body.description,
    email: body.email === undefined ? kept.email : body.email,
    phone: body.phone === undefined ? kept.phone : body.phone,
    birthdate: body.birthdate === undefined ? kept.birthdate : body.birthdate,
    address: body.address === undefined ? kept.address : body.address && {...kept.address, ...body.address},
    metadata: mergeMetadata(kept.metadata, body.metadata),
  };
  if (sameContent(kept, changed)) return kept;
  const saved = {...changed, version: kept.version + 1, updatedAt: new Date(clock.nowMs()).toISOString()};
  await updateCustomer(tx, projectId, saved);
  await publishCustomers(tx, projectId, [saved], random);
  return saved;
}
