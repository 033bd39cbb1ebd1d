/** Edits on the server's book in memory: the production rules (sync/edits/take-edit.ts) over its documents. */

import {contentHash} from '../../shared/kernel/content-hash.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {openAccount} from '../../shared/ledger/account.ts';
import {usesAccount} from '../../shared/ledger/account-key.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import {type Editable, type EditableKind, readEditable} from '../../shared/merge/editable.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import type {EditBook} from '../../sync/edits/edit-book.ts';
import type {EditTx} from '../../sync/edits/move-limit.ts';
import {takeEdit} from '../../sync/edits/take-edit.ts';
import {askBack} from '../../sync/store/ask-back.ts';
import {type MemoryBook, putAccount} from './memory-book.ts';
import type {MemoryApplyEdit} from './memory-sync-store.ts';

/** A mistake to plant: what is merged is another edit than the one that was made. */
export type MisreadEdit = (edit: Edit, standing: Editable | null) => Edit;

/** For `memorySyncStore`. What was merged is in the book's own `edits`. */
export function memoryEdits(misread: MisreadEdit = edit => edit): MemoryApplyEdit {
  return async (book, edit, origin) => {
    const edits = editBook(book, origin.receivedMs);
    const standing = await edits.lockDocument(edit.kind, edit.documentId);
    return takeEdit(editTx(book), edits, misread(edit, standing?.document ?? null), origin);
  };
}

function editBook(book: MemoryBook, nowMs: number): EditBook {
  const {fieldWrites: writes, edits: records} = book;
  const keyOf = (kind: EditableKind, id: string) => `${kind} ${id}`;
  const publish = (document: Editable, hash: string) => {
    const key = keyOf(document.kind, document.id);
    const versions = new Map(book.versions.get(key));
    versions.set(document.version, {hash, publishedMs: epochMs(nowMs)});
    book.versions.set(key, versions);
  };
  return {
    async lockDocument(kind, id) {
      const document = readEditable(kind, book.documents.get(keyOf(kind, id)));
      return document === null ? null : {document, writes: writes.get(keyOf(kind, id)) ?? new Map()};
    },
    refusals: async () => new Map(),
    versionsBy: async (deviceId, kind, id) =>
      new Set(
        [...records.rows.values()]
          .filter(one => one.deviceId === deviceId && one.kind === kind && one.documentId === id)
          .flatMap(({version}) => version ?? []),
      ),
    async wasRedeemed(kind, id) {
      if (kind !== 'voucher') return false;
      const account = usesAccount(id as `v_${string}`);
      const isDrawn = [...book.entries.rows.values()].some(entry => entry.account === account);
      const isOut = [...book.leases.rows.values()].some(
        lease => lease.account === account && lease.granted > lease.returned,
      );
      return isDrawn || isOut;
    },
    async saveDocument(document) {
      book.documents.set(keyOf(document.kind, document.id), document);
      publish(document, contentHash(document));
    },
    async noteWrites({kind, id, version}, written) {
      const noted = new Map(writes.get(keyOf(kind, id)));
      for (const [path, atMs] of written) noted.set(path, {version, atMs});
      writes.set(keyOf(kind, id), noted);
    },
    async archiveDocument(document) {
      book.documents.delete(keyOf(document.kind, document.id));
      publish({...document, version: document.version + 1}, 'withdrawn');
    },
    async openAccount(account, limit) {
      if (book.accounts.get(account) === undefined) book.accounts.set(account, openAccount(account, limit));
    },
    async recordEdit(record) {
      records.set(record.editId, record);
    },
  };
}

function editTx(book: MemoryBook): EditTx {
  return {
    findStaff: async ids =>
      new Map(
        ids.flatMap(id => {
          const member = book.staff.get(id);
          return member === undefined ? [] : [[id, member]];
        }),
      ),
    lockAccounts: async accounts =>
      new Map(
        [...accounts].flatMap(key => {
          const account = book.accounts.get(key);
          return account === undefined ? [] : [[key, account]];
        }),
      ),
    async writeAccounts(accounts) {
      for (const account of accounts) putAccount(book, account);
    },
    async recallLeases(accounts, except, spare = null) {
      const asked = [...book.leases.rows.values()].flatMap(lease =>
        accounts.includes(lease.account) && remaining(lease) > 0 && lease.deviceId !== except
          ? (askBack(lease, spare) ?? [])
          : [],
      );
      for (const lease of asked) book.leases.set(lease.id, lease);
      return [...new Set(asked.map(({deviceId}) => deviceId))];
    },
    async bumpLeaseVersions(deviceIds) {
      for (const id of deviceIds) {
        const device = book.devices.get(id);
        if (device !== undefined) book.devices.set(id, {...device, leaseVersion: device.leaseVersion + 1});
      }
    },
  };
}
