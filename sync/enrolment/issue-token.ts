/**
 * The next token of a till, for a request signed with its key (`POST /sync/v1/token`).
 *
 * Always true:
 * - T1 A request is good once, and only while the time it names is near the server's; the till learns the time from the
 *   refusal and asks again. So a request somebody kept is worth nothing.
 * - T2 The token before goes on until the till was heard with the next one, for ten minutes at most: an answer that is
 *   lost locks no till out. With the next one heard, the former is void.
 * - T3 A revoked till gets one too. All it opens is the exchange, where the till hands in what it sold; refused a token,
 *   a till revoked while it was offline could never hand it in.
 */
import {apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {type IssuedToken, type TokenRequest, tokenText} from '../../shared/protocol/enrol.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {sha256} from '../http/secret.ts';
import {pruneBatchSignatures} from '../storage/devices/batch-signatures.ts';
import {findTokenHolder, rotateToken, useTokenNonce} from '../storage/devices/token-holder.ts';
import {transact} from '../storage/transact.ts';
import {isSignedBy} from './till-key.ts';
import {tokenLifetimeMs} from './till-token.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** How far a request's time may be off. Its nonce is kept for longer than that. */
const windowMs = 10 * minuteMs;
const graceMs = 10 * minuteMs;
/** As long as tombstones stay (sync.md §4.3): beyond it nobody asks who signed. */
const signaturesKeptMs = 400 * dayMs;

export async function issueToken(
  deps: Pick<AppDeps, 'db' | 'clock' | 'random'>,
  request: TokenRequest,
): Promise<Outcome<IssuedToken>> {
  const {db, clock, random} = deps;
  const {deviceId, nonce, signature, ...rest} = request;
  const holder = await findTokenHolder(db, deviceId);
  if (holder === null || holder.publicKey === null || holder.status === 'waiting')
    return refused(apiError('unauthorized'));
  const text = tokenText({...rest, deviceId, nonce});
  if (request.epoch !== holder.epoch || !isSignedBy(holder.publicKey, text, signature))
    return refused(apiError('signature_invalid'));
  const nowMs = clock.nowMs();
  const stale = refused(apiError('token_request_stale', {server_ms: nowMs}));
  if (Math.abs(request.wallMs - nowMs) > windowMs) return stale;
  const {projectId} = holder;
  const token = Buffer.from(random.bytes(32)).toString('base64url');
  const tokenExpiresAtMs = epochMs(nowMs + tokenLifetimeMs);
  return transact(db, async tx => {
    const use = {nonce, at: new Date(nowMs), forgetBefore: new Date(nowMs - 6 * windowMs)};
    if (!(await useTokenNonce(tx, projectId, deviceId, use))) return stale;
    await rotateToken(tx, projectId, deviceId, {
      tokenSha256: sha256(token),
      expiresAtMs: tokenExpiresAtMs,
      formerUntilMs: epochMs(nowMs + graceMs),
    });
    await pruneBatchSignatures(tx, projectId, deviceId, new Date(nowMs - signaturesKeptMs));
    return done({token, tokenExpiresAtMs, serverMs: nowMs});
  });
}
