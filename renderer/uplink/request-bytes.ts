import type {Answer} from './answer.ts';
import {type Fetch, refusalOf} from './request-json.ts';

export interface BytesRequest {
  readonly url: string;
  readonly token: string;
  readonly timeoutMs: number;
}

/** The bytes of a file of the sync server, or why there are none. What is in them is for the caller to check. */
export async function requestBytes(
  fetch: Fetch,
  {url, token, timeoutMs}: BytesRequest,
): Promise<Answer<Uint8Array<ArrayBuffer>>> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  try {
    const response = await fetch(url, {
      signal: controller.signal,
      headers: {accept: 'application/octet-stream, application/json', authorization: `Bearer ${token}`},
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    if (!response.ok) return {ok: false, failure: await refusalOf(response)};
    const type = response.headers.get('content-type') ?? 'nothing';
    if (!type.startsWith('application/octet-stream')) {
      return {ok: false, failure: {kind: 'foreign', message: `not a file of the sync server: ${type}`}};
    }
    return {ok: true, value: new Uint8Array(await response.arrayBuffer())};
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const message = controller.signal.aborted ? `no answer in ${timeoutMs} ms` : cause;
    return {ok: false, failure: {kind: 'unreachable', message}};
  } finally {
    clearTimeout(timer);
  }
}
