/** The worker that pulls the feed: takes orders one at a time, answers with progress and an end. */
import './zod-without-eval.ts';
import {z} from 'zod';
import {type CacheDb, cacheDb} from '../till-db/cache-db.ts';
import {brokenOff, feedSchema, pullFeed} from './pull-feed.ts';

/** `name` is that of the till's databases. */
const orderSchema = feedSchema.extend({name: z.string()});

let cache: CacheDb | null = null;

addEventListener('message', (event: MessageEvent<unknown>) => {
  const {name, ...feed} = orderSchema.parse(event.data);
  cache ??= cacheDb(name);
  void pullFeed(
    (url, init) => fetch(url, init),
    cache,
    feed,
    progress => postMessage({kind: 'progress', progress}),
  )
    .catch(brokenOff)
    .then(pulled => postMessage({kind: 'pulled', pulled}));
});
