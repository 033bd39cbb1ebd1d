/** The worker that holds the journal file: synchronous access with a flush exists only in workers. */
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import {type OriginFile, originFile, type SyncFile} from './origin-file.ts';

export type OriginOrder = {readonly id: number; readonly name: string} & (
  | {readonly kind: 'append'; readonly records: readonly JournalRecord[]}
  | {readonly kind: 'read'; readonly afterSequence: number}
);

/** At most this many records an answer; a sale is some 30 kB. */
const pageSize = 200;

let opened: Promise<OriginFile> | null = null;

addEventListener('message', (event: MessageEvent<OriginOrder>) => {
  const order = event.data;
  // One window at a time works on the file.
  navigator.locks
    .request(`counterfoil-journal-${order.name}`, async () => obey(order))
    .then(answer => postMessage({id: order.id, answer}))
    .catch((error: unknown) => {
      opened = null;
      postMessage({id: order.id, failure: error instanceof Error ? error.message : String(error)});
    });
});

async function obey(order: OriginOrder) {
  opened ??= open(order.name);
  const file = await opened;
  if (order.kind === 'append') return file.append(order.records);
  return {...file.recordsAfter(order.afterSequence, pageSize), headSequence: file.headSequence()};
}

async function open(name: string): Promise<OriginFile> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('journal', {create: true});
  const handle = await folder.getFileHandle(`${name}.journal`, {create: true});
  return originFile(await (handle as unknown as WithSyncAccess).createSyncAccessHandle(shared));
}

/** Several windows of one till may hold the file; the lock keeps them apart. */
const shared = {mode: 'readwrite-unsafe'};

/** Not in the DOM library that windows are typed with. */
interface WithSyncAccess {
  createSyncAccessHandle(options: {readonly mode: string}): Promise<SyncFile>;
}
