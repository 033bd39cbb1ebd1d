/**
 * A hold: units of an account set aside for a checkout that is not finished, by a validation session or by the first
 * step of a two-phase redemption. It ends once: captured, released or expired, by the server's time. What comes too
 * late is not lost and not guaranteed either: it is drawn afresh, as if nothing had been held (L17).
 */
import {z} from 'zod';
import {assert} from '../kernel/assert.ts';
import {type EpochMs, epochMsSchema} from '../kernel/epoch.ts';
import {type HoldId, idSchema} from '../kernel/id.ts';
import {type Account, capture, release, type Short} from './account.ts';
import {accountKeySchema} from './account-key.ts';
import {type Draw, drawSchema} from './draw.ts';
import {drawWithin, holdWithin} from './draw-within.ts';

const holdSchema = z.object({
  id: idSchema('hold'),
  account: accountKeySchema,
  amount: z.int().positive(),
  /** The rule's bound the hold was made within, met again when a late capture is drawn afresh. */
  limit: drawSchema.shape.limit,
  /** The voucher or tier it was made for, so that one code of a session can be let go. */
  foundId: z.union([idSchema('v'), idSchema('promo')]),
  /** The session it belongs to; for a two-phase redemption that one's own id. */
  sessionKey: z.string().nullable(),
  /** The shop's own name of the transaction; null until it is known. */
  transactionId: z.string().nullable(),
  expiresAtMs: epochMsSchema,
  state: z.enum(['held', 'captured', 'released', 'expired']),
});
export type Hold = z.output<typeof holdSchema>;

/** What is to be held, for whom. */
export interface HoldRequest extends Pick<Hold, 'foundId' | 'sessionKey' | 'transactionId' | 'expiresAtMs'> {
  readonly id: HoldId;
  readonly draw: Draw;
}

export type Held = {readonly ok: true; readonly account: Account; readonly hold: Hold};

/** Sets the units aside, or says how much is free. */
export function openHold(account: Account, {draw: wanted, ...head}: HoldRequest): Held | Short {
  const committed = holdWithin(account, wanted);
  if (!committed.ok) return committed;
  return {ok: true, account: committed.account, hold: {...head, ...wanted, state: 'held'}};
}

/** Whether its units are set aside now. A hold that has run out and was not swept up yet is not live. */
export function isLive(hold: Hold, nowMs: EpochMs): boolean {
  return hold.state === 'held' && nowMs < hold.expiresAtMs;
}

/**
 * Makes a hold final. One that has run out or was let go is drawn afresh and may find the account short. A captured
 * one cannot be captured again; whoever asks must have asked before.
 */
export function captureHold(account: Account, hold: Hold, nowMs: EpochMs): Held | Short {
  assert(hold.state !== 'captured', `hold ${hold.id} was captured before`);
  if (isLive(hold, nowMs)) {
    return {ok: true, account: capture(account, hold.amount), hold: {...hold, state: 'captured'}};
  }
  const free = letGo(account, hold);
  const drawn = drawWithin(free, hold);
  return drawn.ok ? {ok: true, account: drawn.account, hold: {...hold, state: 'captured'}} : drawn;
}

/** Lets its units go before time; nothing happens to a hold that has ended. */
export function releaseHold(account: Account, hold: Hold): {readonly account: Account; readonly hold: Hold} {
  return {
    account: letGo(account, hold),
    hold: hold.state === 'held' ? {...hold, state: 'released'} : hold,
  };
}

/** Lets its units go if its time is over. */
export function expireHold(
  account: Account,
  hold: Hold,
  nowMs: EpochMs,
): {readonly account: Account; readonly hold: Hold} {
  if (hold.state !== 'held' || isLive(hold, nowMs)) return {account, hold};
  return {account: letGo(account, hold), hold: {...hold, state: 'expired'}};
}

function letGo(account: Account, hold: Hold): Account {
  assert(account.key === hold.account, `hold ${hold.id} is on ${hold.account}, not ${account.key}`);
  return hold.state === 'held' ? release(account, hold.amount) : account;
}
