import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {PublicKey} from '../../../shared/protocol/enrol.ts';
import type {Db, Tx} from '../database.ts';
import type {DeviceStatus} from '../tables.ts';

export interface TokenHolder {
  readonly projectId: ProjectId;
  readonly status: DeviceStatus;
  readonly epoch: number;
  readonly publicKey: PublicKey | null;
}

/** A till by its id alone, as it asks for a token without one. */
export async function findTokenHolder(db: Db, deviceId: DeviceId): Promise<TokenHolder | null> {
  const row = await db
    .selectFrom('device')
    .select(['project_id as projectId', 'status', 'epoch', 'public_key as publicKey'])
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return row ?? null;
}

/** Marks a request's nonce as used; false when it was before. Forgets nonces from before `forgetBefore`. */
export async function useTokenNonce(
  tx: Tx,
  projectId: ProjectId,
  deviceId: DeviceId,
  use: {readonly nonce: string; readonly at: Date; readonly forgetBefore: Date},
): Promise<boolean> {
  await tx
    .deleteFrom('token_nonce')
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('used_at', '<', use.forgetBefore)
    .execute();
  const {numInsertedOrUpdatedRows = 0n} = await tx
    .insertInto('token_nonce')
    .values({project_id: projectId, device_id: deviceId, nonce: use.nonce, used_at: use.at})
    .onConflict(conflict => conflict.columns(['project_id', 'device_id', 'nonce']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export interface NextToken {
  readonly tokenSha256: Buffer;
  readonly expiresAtMs: EpochMs;
  /** How long the present one may go on if the next is never used. */
  readonly formerUntilMs: EpochMs;
}

/**
 * Gives the till its next token. The token it was last heard with becomes the former one; one that was never used is
 * dropped instead, because its answer was lost.
 */
export async function rotateToken(
  tx: Tx,
  projectId: ProjectId,
  deviceId: DeviceId,
  next: NextToken,
): Promise<void> {
  const formerUntil = new Date(next.formerUntilMs);
  await tx
    .updateTable('device')
    .set(({eb, fn, ref, val}) => ({
      former_token_sha256: fn.coalesce(ref('former_token_sha256'), ref('token_sha256')),
      former_token_until: eb
        .case()
        .when('former_token_sha256', 'is', null)
        .then(fn<Date | null>('least', [ref('token_expires_at'), val(formerUntil)]))
        .else(ref('former_token_until'))
        .end(),
      token_sha256: next.tokenSha256,
      token_expires_at: new Date(next.expiresAtMs),
    }))
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .execute();
}
