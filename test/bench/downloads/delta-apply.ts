/** Newer versions of vouchers that a till has as rows: microseconds per change. */
import {type OutdoorSide, timingOf} from '../outdoor-side.ts';
import {browserPage} from './browser-page.ts';

export function delta(method: 'applyDelta' | 'bulkDelta', count: number): () => Promise<OutdoorSide> {
  return async () => {
    const page = await browserPage(null);
    return {
      async answers() {
        await page.call(method, 'answers', count);
        return (await page.call('find', 'answers', [0, 1, 777])).join(' ');
      },
      async time(forMs) {
        const micros: number[] = [];
        let spentMs = 0;
        do {
          const tookMs = await page.call(method, `delta-${micros.length}`, count);
          await page.call('drop', `delta-${micros.length}`);
          micros.push((tookMs * 1_000) / count);
          spentMs += tookMs;
        } while (spentMs < forMs || micros.length < 3);
        return timingOf(micros);
      },
      close: () => page.close(),
    };
  };
}
