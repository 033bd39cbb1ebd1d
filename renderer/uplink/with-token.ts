import {type Fetch, refusalOf} from './request-json.ts';
import type {TillToken} from './till-token.ts';

/** `unauthorized`: another window may have got the next token, and its use made this one void. */
const renewable = new Set(['token_expired', 'unauthorized']);

/**
 * The network with the till's present token on every request. When the server does not take it, the next one is got and
 * the request is sent once more; nothing of the first was done. Where there will be no next one, the refusal stands;
 * where it cannot be had now, it is as if nobody had answered.
 */
export function withToken(fetch: Fetch, token: TillToken): Fetch {
  return async (url, init) => {
    const used = token.current();
    const answer = await fetch(url, authorised(init, used));
    if (answer.status !== 401) return answer;
    const refusal = await refusalOf(answer.clone());
    if (refusal.kind !== 'refused' || !renewable.has(refusal.key)) return answer;
    switch (await token.renew(used)) {
      case 'renewed':
        return fetch(url, authorised(init, token.current()));
      case 'refused':
        return answer;
      case 'later':
        throw new Error('the till’s token has ended, and there is no other yet');
    }
  };
}

function authorised(init: RequestInit, token: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return {...init, headers};
}
