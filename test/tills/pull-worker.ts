/** A worker that downloads a packed snapshot as the feed worker does, for tests that kill it in the middle. */
import {cacheDb} from '../../renderer/till-db/cache-db.ts';
import {pullFeed} from '../../renderer/uplink/pull-feed.ts';
import {openingMs} from '../builders/facts.ts';
import {bigDownload} from './big-download.ts';

addEventListener('message', (event: MessageEvent<{name: string; vouchers: number}>) => {
  const {name, vouchers} = event.data;
  void bigDownload(vouchers).then(server =>
    pullFeed(
      server.fetch,
      cacheDb(name),
      {serverUrl: 'http://server.test', token: 'token', nowMs: openingMs},
      ({applied}) => postMessage(applied),
    ),
  );
});
