import {done, duplicateFound, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProductBody} from '../../shared/api/product-body.ts';
import {mergeMetadata, toMetadata} from '../../shared/api/wire-values.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {sameContent} from '../same-content.ts';
import type {Tx} from '../storage/database.ts';
import {lockProduct} from '../storage/products/find-product.ts';
import type {ProductRecord} from '../storage/products/product-record.ts';
import {insertProduct, updateProduct} from '../storage/products/save-product.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import {productDocument} from './product-document.ts';

/** Makes a product, or changes what was sent of the one with this `id` or `source_id`. */
export async function upsertProduct(
  deps: CommandDeps,
  projectId: ProjectId,
  body: ProductBody,
): Promise<Outcome<ProductRecord>> {
  return transactUnique(deps.db, duplicateFound('product', 'source_id', body.source_id ?? ''), async tx => {
    if (body.id) {
      const named = await lockProduct(tx, projectId, body.id);
      if (named === null) return refused(notFound('product', body.id));
      return done(await change(deps, tx, projectId, named, body));
    }
    const kept = body.source_id ? await lockProduct(tx, projectId, body.source_id) : null;
    if (kept !== null) return done(await change(deps, tx, projectId, kept, body));
    const made = newProduct(deps, body);
    if (await insertProduct(tx, projectId, made)) {
      await publishDocument(tx, projectId, productDocument(made));
      return done(made);
    }
    // Somebody else made it while we looked.
    const theirs = body.source_id ? await lockProduct(tx, projectId, body.source_id) : null;
    if (theirs === null) return refused(duplicateFound('product', 'id', made.id));
    return done(await change(deps, tx, projectId, theirs, body));
  });
}

function newProduct({clock, random}: CommandDeps, body: ProductBody): ProductRecord {
  const nowMs = clock.nowMs();
  return {
    id: makeId('prod', nowMs, random),
    sourceId: body.source_id ?? null,
    name: body.name ?? null,
    priceMinor: body.price ?? null,
    attributes: body.attributes ?? [],
    imageUrl: body.image_url ?? null,
    metadata: toMetadata(body.metadata),
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
    updatedAt: null,
  };
}

async function change(
  {clock}: CommandDeps,
  tx: Tx,
  projectId: ProjectId,
  kept: ProductRecord,
  body: ProductBody,
): Promise<ProductRecord> {
  const changed: ProductRecord = {
    ...kept,
    sourceId: body.source_id ?? kept.sourceId,
    name: body.name === undefined ? kept.name : body.name,
    priceMinor: body.price === undefined ? kept.priceMinor : body.price,
    attributes: body.attributes ?? kept.attributes,
    imageUrl: body.image_url === undefined ? kept.imageUrl : body.image_url,
    metadata: mergeMetadata(kept.metadata, body.metadata),
  };
  if (sameContent(kept, changed)) return kept;
  const saved = {...changed, version: kept.version + 1, updatedAt: new Date(clock.nowMs()).toISOString()};
  await updateProduct(tx, projectId, saved);
  await publishDocument(tx, projectId, productDocument(saved));
  return saved;
}
