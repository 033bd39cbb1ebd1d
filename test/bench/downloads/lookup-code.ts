/** A code that is scanned, from the database to the voucher, among so many packed ones. */
import {type OutdoorSide, timingOf} from '../outdoor-side.ts';
import {seeded} from '../seeded.ts';
import {browserPage} from './browser-page.ts';
import {packedChunks} from './packed-chunks.ts';

const atOnce = 200;

export function lookUp(count: number): () => Promise<OutdoorSide> {
  return async () => {
    const page = await browserPage(packedChunks(count));
    await page.call('firstLoad', 'till');
    const {below} = seeded(77);
    const codes = () => Array.from({length: atOnce}, () => below(count));
    await page.call('lookUp', 'till', codes());
    return {
      answers: async () => (await page.call('find', 'till', [0, 1, 777])).join(' '),
      async time(forMs) {
        const times: number[] = [];
        let spentMs = 0;
        do {
          const tookMs = await page.call('lookUp', 'till', codes());
          times.push(...tookMs);
          spentMs += tookMs.reduce((sum, ms) => sum + ms, 0);
        } while (spentMs < forMs || times.length < 1_000);
        return timingOf(times.map(ms => ms * 1_000));
      },
      close: () => page.close(),
    };
  };
}
