import {readFile} from 'node:fs/promises';
import {policyHeader, tillPolicy} from '../../shared/protocol/content-security-policy.ts';
import {bundleFile} from './bundle-file.ts';
import {contentType} from './content-type.ts';
import {isTillAddress} from './till-address.ts';

const guards = {
  'content-security-policy': policyHeader(tillPolicy),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/**
 * Answers requests for `app://counterfoil/…` from the files under `root`. Every answer, a refusal too, carries the
 * policy: a page that was not found is still a page.
 */
export function serveTill(root: string): (request: Request) => Promise<Response> {
  return async request => {
    if (!isTillAddress(request.url)) return refuse(404, 'Not found');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Method not allowed');
    const file = bundleFile(root, new URL(request.url).pathname);
    if (file === undefined) return refuse(403, 'Forbidden');
    try {
      const body = new Uint8Array(await readFile(file));
      return new Response(body, {headers: {...guards, 'content-type': contentType(file)}});
    } catch {
      return refuse(404, 'Not found');
    }
  };
}

function refuse(status: number, words: string): Response {
  return new Response(words, {status, headers: {...guards, 'content-type': 'text/plain; charset=utf-8'}});
}
