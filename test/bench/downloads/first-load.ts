/** Vouchers of a new till into its database: microseconds per voucher, whatever brought them. */
import type {OutdoorSide} from '../outdoor-side.ts';
import {timingOf} from '../outdoor-side.ts';
import {type BrowserPage, browserPage} from './browser-page.ts';
import {packedChunks} from './packed-chunks.ts';

/** As published, packed, over HTTP: fetched, checked, unpacked, stored, with the feed after it. */
export function ours(count: number): () => Promise<OutdoorSide> {
  return async () => {
    const page = await browserPage(packedChunks(count));
    return loadSide(page, count, name => page.call('firstLoad', name), 'find');
  };
}

/** Only the storing of the same blocks. */
export function rawBlocks(count: number): () => Promise<OutdoorSide> {
  return async () => {
    const page = await browserPage(packedChunks(count));
    await page.call('firstLoad', 'answers');
    return loadSide(page, count, name => page.call('rawBlocks', name), null);
  };
}

/** A row for each, a thousand to a transaction. */
export function dexieRows(count: number): () => Promise<OutdoorSide> {
  return async () => {
    const page = await browserPage(null);
    return loadSide(page, count, name => page.call('dexieRows', name, count), 'findRows');
  };
}

const sample = [0, 1, 777, 4_999];

function loadSide(
  page: BrowserPage,
  count: number,
  load: (name: string) => Promise<number>,
  find: 'find' | 'findRows' | null,
): OutdoorSide {
  return {
    async answers() {
      if (find === null) return (await page.call('find', 'answers', sample)).join(' ');
      await load('answers');
      return (await page.call(find, 'answers', sample)).join(' ');
    },
    async time(forMs) {
      const micros: number[] = [];
      let spentMs = 0;
      do {
        const tookMs = await load(`load-${micros.length}`);
        await page.call('drop', `load-${micros.length}`);
        micros.push((tookMs * 1_000) / count);
        spentMs += tookMs;
      } while (spentMs < forMs);
      return timingOf(micros);
    },
    close: () => page.close(),
  };
}
