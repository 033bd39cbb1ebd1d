/**
 * Who publishes in a simulated shop: documents change, go and come back, cease to be for a store, and writers commit some
 * of it late. What tills decide on is in the book of record at the same moment as in the feed.
 */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {StoreId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {isHoused, movedRules, scopeOf, scopeRules} from '../../sync/changes/document-scopes.ts';
import {customer} from '../builders/facts.ts';
import {campaign, percent} from '../builders/offers.ts';
import type {MemoryFeed} from './memory-feed.ts';
import type {MemorySyncStore} from './memory-sync-store.ts';
import type {Plant} from './plants.ts';
import type {Stream} from './seeded-random.ts';
import {storeIds} from './shop.ts';
import type {SimulatedTime} from './simulated-time.ts';

export interface DeskGiven {
  readonly memory: MemorySyncStore;
  readonly feed: MemoryFeed;
  readonly time: SimulatedTime;
  readonly documents: readonly Document[];
  readonly nowMs: () => EpochMs;
  /** Writers take their time between writing and committing. */
  readonly isLate: boolean;
  readonly random: Stream;
  readonly plant: Plant | null;
  readonly committed: () => void;
}

export interface PublicationDesk {
  open(): void;
  /** Puts into the feed what the book of record has in another version. */
  follow(): void;
  republish(random: Stream): void;
  /** A document that nobody sells with is deleted, or published again. */
  deleteOrBringBack(random: Stream): boolean;
  /** The vouchers of a campaign become those of their home stores, or everybody's again. */
  moveScope(): boolean;
  /** Packs the vouchers as they are for everybody. */
  pack(): boolean;
  /** The first time makes a backup of the documents nobody sells with, a later one plays it back. */
  restore(random: Stream): boolean;
}

const republished = new Set<Document['kind']>(['product', 'voucher', 'store', 'campaign', 'customer']);
const bound = campaign('Home');
const isBound = {...bound, metadata: {...bound.metadata, home_store_only: true}};
const stores: ReadonlyMap<string, StoreId> = new Map(storeIds.map(id => [id, id]));

/** Nobody sells with these: they only come and go. */
const spare: readonly Document[] = [
  bound,
  ...Array.from({length: 8}, (_, n) => {
    const voucher = {metadata: n % 3 === 0 ? {} : {home_store: storeIds[n % storeIds.length] ?? ''}};
    return percent(`SPARE-${n}`, 5, {campaign: bound, voucher}).voucher ?? [];
  }).flat(),
  ...['dan', 'eve'].map(name => customer(name)),
];
const spareKeys = new Set(spare.map(keyOf));

export function publicationDesk(given: DeskGiven): PublicationDesk {
  const {memory, feed, time, random, plant} = given;
  const {documents, versions} = memory.book;
  /** Rows that a writer holds. */
  const held = new Set<string>();
  let backup: (() => void) | null = null;
  let histories = 1;
  let sequence = 0;

  function commit(document: Document, position: number | null): void {
    const former = documents.get(keyOf(document));
    memory.publish(document, given.nowMs());
    if (position === null) feed.put(document, scopeFor(document));
    else feed.putAt(document, scopeFor(document), position);
    for (const rule of movedRules(former === undefined ? [] : [former], [document])) {
      for (const one of [...documents.rows.values()].filter(isHoused)) {
        const moves = one.kind === rule.kind && (rule.kind === 'customer' || isOf(one, rule.campaignId));
        if (moves) commit({...one, version: one.version + 1}, null);
      }
    }
    given.committed();
  }

  function scopeFor(document: Document): StoreId | null {
    return scopeOf(document, scopeRules([...documents.rows.values()]), stores);
  }

  /** Of a writer that may commit late; `change` gets what is there when it does. */
  function write(key: string, change: (present: Document) => Document | null): boolean {
    if (held.has(key) || documents.get(key) === undefined) return false;
    held.add(key);
    const position = plant?.feed === 'positions at the write' ? Math.max(sequence, feed.head()) + 1 : null;
    sequence = position ?? sequence;
    const done = (): void => {
      held.delete(key);
      const present = documents.get(key);
      const next = present === undefined ? null : change(present);
      if (next !== null) commit(next, position);
    };
    if (given.isLate) time.after(random.between(1, 3_000), `a writer commits ${key}`, done);
    else done();
    return true;
  }

  const newest = (key: string): number => Math.max(0, ...(versions.get(key)?.keys() ?? []));

  return {
    open() {
      for (const document of [...given.documents, ...spare]) commit(document, null);
    },
    follow() {
      const listed = new Map([...feed.standing()].map(row => [keyOf(row), row.version]));
      for (const [key, document] of documents.rows)
        if (listed.get(key) !== document.version) feed.put(document, scopeFor(document));
      for (const row of [...feed.standing()]) {
        const key = keyOf(row);
        if (documents.get(key) === undefined) feed.remove(row, newest(key));
      }
    },
    republish(chance) {
      const some = [...documents.rows.values()].filter(({kind}) => republished.has(kind));
      write(keyOf(chance.pick(some)), present => ({...present, version: present.version + 1}));
    },
    deleteOrBringBack(chance) {
      const one = chance.pick(spare.filter(({kind}) => kind !== 'campaign'));
      const key = keyOf(one);
      const present = documents.get(key);
      if (held.has(key)) return false;
      if (present === undefined) {
        commit({...one, version: newest(key) + 1}, null);
        return true;
      }
      const version = present.version + 1;
      documents.delete(key);
      versions.set(
        key,
        new Map(versions.get(key)).set(version, {hash: 'withdrawn', publishedMs: given.nowMs()}),
      );
      memory.book.log.steps.length = 0;
      feed.remove(present, version);
      given.committed();
      return true;
    },
    moveScope: () =>
      write(keyOf(bound), present => {
        const next =
          present.kind === 'campaign' && present.metadata['home_store_only'] === true ? bound : isBound;
        return {...next, version: present.version + 1};
      }),
    pack() {
      const position = feed.head();
      const history = histories;
      const tooEarly = plant?.feed === 'a snapshot has the position of its end' ? feed.pack() : null;
      time.after(random.between(0, 2_000), 'a snapshot is packed', () => {
        if (history !== histories) return;
        if (tooEarly === null) feed.pack()(position);
        else tooEarly(feed.head());
      });
      return true;
    },
    restore(chance) {
      if (backup === null || chance.chance(0.3)) {
        backup = imageOf();
        return false;
      }
      backup();
      return true;
    },
  };

  function imageOf(): () => void {
    const kept = [...spareKeys].map(key => [key, documents.get(key)] as const);
    const playBack = feed.backUp();
    return () => {
      histories += 1;
      held.clear();
      const keepsName = plant?.feed === 'a backup keeps the name of the history';
      playBack(keepsName ? null : `history ${histories}`);
      for (const [key, document] of kept) {
        if (document === undefined) documents.delete(key);
        else documents.set(key, document);
      }
      memory.book.log.steps.length = 0;
      const listed = new Map([...feed.standing()].map(row => [keyOf(row), row.version]));
      for (const [key, document] of documents.rows)
        if (listed.get(key) !== document.version) feed.put(document, scopeFor(document));
      given.committed();
    };
  }
}

function keyOf({kind, id}: {readonly kind: string; readonly id: string}): string {
  return `${kind} ${id}`;
}

function isOf(document: Document, campaignId: string): boolean {
  return document.kind === 'voucher' && document.campaignId === campaignId;
}
