import {sql} from 'kysely';
import {afterAll} from 'vitest';
import type {StoreId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {pgFeedBook} from '../../sync/storage/documents/pg-feed-book.ts';
import {publishDocument, withdrawDocument} from '../../sync/storage/publish-document.ts';
import {transact} from '../../sync/storage/transact.ts';
import {type TestShop, testShop} from '../postgres/test-shop.ts';
import {feedBookContract} from './feed-book.ts';

const shops: TestShop[] = [];
afterAll(() => Promise.all(shops.map(shop => shop.close())));

feedBookContract('in PostgreSQL', async () => {
  const shop = await testShop();
  shops.push(shop);
  const {db, projectId} = shop;
  const put = (document: Document, scope: StoreId | null) =>
    transact(db, async tx => {
      await publishDocument(tx, projectId, document);
      // As publishing does it for a document with a home store.
      if (scope === null) return;
      await sql`
        update document set scope = ${scope}, narrowed = narrowed or ${document.version > 1}
        where project_id = ${projectId} and kind = ${document.kind} and id = ${document.id}
      `.execute(tx);
    });
  return {
    book: pgFeedBook(db),
    projectId,
    put,
    remove: ({kind, id}, version) => transact(db, tx => withdrawDocument(tx, projectId, {kind, id, version})),
  };
});
