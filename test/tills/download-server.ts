import type {Fetch} from '../../renderer/uplink/request-json.ts';
import type {Change} from '../../shared/protocol/changes.ts';
import type {PackedSnapshot} from './packed-snapshot.ts';
import {json} from './sync-server-double.ts';

/** What a till downloads, served from memory: a snapshot and a feed. A test changes its parts between requests. */
export interface DownloadServer {
  readonly fetch: Fetch;
  snapshot: PackedSnapshot | null;
  feed: string;
  changes: Change[];
  head: number;
  /** Paths asked for so far. */
  readonly asked: string[];
  /** What happens to a chunk on its way: by default nothing. Throw to break the connection. */
  spoil: (body: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

export function downloadServer(snapshot: PackedSnapshot | null = null): DownloadServer {
  const server: DownloadServer = {
    snapshot,
    feed: 'history-one',
    changes: [],
    head: snapshot?.manifest.position ?? 0,
    asked: [],
    spoil: body => body,
    fetch: async url => {
      const {pathname, searchParams} = new URL(url);
      server.asked.push(pathname);
      if (pathname === '/sync/v1/changes') return page(server, searchParams);
      const {snapshot: packed} = server;
      if (packed === null) return notFound();
      if (pathname === '/sync/v1/snapshot') return json(200, packed.manifest);
      const body = packed.bodies.get(pathname.split('/').at(-1) ?? '');
      if (body === undefined) return notFound();
      return new Response(server.spoil(body), {headers: {'content-type': 'application/octet-stream'}});
    },
  };
  return server;
}

function page({changes, head, feed}: DownloadServer, query: URLSearchParams): Response {
  const after = Number(query.get('after'));
  const limit = Number(query.get('limit'));
  const vouchersAfter = Number(query.get('vouchersAfter'));
  const named = query.get('feed') ?? '';
  if (after > head || (named !== '' && named !== feed)) {
    return json(409, {code: 409, key: 'must_refetch', message: ''});
  }
  const isWanted = (change: Change) =>
    change.position > after &&
    (change.deleted || change.document.kind !== 'voucher' || change.position > vouchersAfter);
  const sorted = changes.filter(isWanted).toSorted((a, b) => a.position - b.position);
  const some = sorted.slice(0, limit);
  const next = some.length < limit ? head : (some.at(-1)?.position ?? after);
  return json(200, {changes: some, next, head, feed});
}

function notFound(): Response {
  return json(404, {code: 404, key: 'not_found', message: 'Not found'});
}
