import {z} from 'zod';
import {type EpochMs, epochMs} from '../../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {PublicKey} from '../../../shared/protocol/enrol.ts';
import type {Tx} from '../database.ts';
import type {DeviceStatus} from '../tables.ts';

/** A code with the till it is for. */
export interface CodeUse {
  readonly codeSha256: Buffer;
  readonly used: boolean;
  readonly expiresAtMs: EpochMs;
  readonly projectId: ProjectId;
  readonly projectName: string;
  readonly tokenSecret: Buffer;
  readonly deviceId: DeviceId;
  readonly tillName: string;
  readonly tillNumber: number;
  /** Running number of the last receipt that arrived from the till, in any epoch; 0 before the first. */
  readonly lastReceiptSequence: number;
  readonly status: DeviceStatus;
  readonly epoch: number;
  readonly enrolNonce: string | null;
  /** Of the present epoch. */
  readonly publicKey: PublicKey | null;
  readonly enrolledAtMs: EpochMs | null;
  readonly storeId: StoreId;
  readonly storeName: string;
}

/** The part of a sale's operation that is read here, where PostgreSQL could not: it is kept as it came. */
const printedSchema = z.object({body: z.object({sale: z.object({receiptNumber: z.string()})})});

/** `03-000042` → 42; 0 where there was no sale, or none that can be read. */
function runningNumber(operation: string | null): number {
  const printed = operation === null ? null : printedSchema.safeParse(JSON.parse(operation));
  const receiptNumber = printed?.success ? printed.data.body.sale.receiptNumber : '';
  return Number(/[0-9]{1,15}$/.exec(receiptNumber)?.[0] ?? 0);
}

/** Finds a code by its hash and locks it and its till; null when there is none. */
export async function lockEnrolmentCode(tx: Tx, codeSha256: Buffer): Promise<CodeUse | null> {
  const row = await tx
    .selectFrom('enrolment_code as c')
    .innerJoin('device as d', join =>
      join.onRef('d.project_id', '=', 'c.project_id').onRef('d.device_id', '=', 'c.device_id'),
    )
    .innerJoin('store as s', join =>
      join.onRef('s.project_id', '=', 'd.project_id').onRef('s.store_id', '=', 'd.store_id'),
    )
    .innerJoin('project as p', 'p.project_id', 'c.project_id')
    .select(eb => [
      'c.used_at',
      'c.expires_at',
      'p.project_id as projectId',
      'p.name as projectName',
      'p.token_secret as tokenSecret',
      'd.device_id as deviceId',
      'd.name as tillName',
      'd.number as tillNumber',
      'd.status',
      'd.epoch',
      'd.enrol_nonce as enrolNonce',
      'd.public_key as publicKey',
      'd.enrolled_at',
      's.store_id as storeId',
      's.name as storeName',
      eb
        .selectFrom('operation as o')
        .select('o.body')
        .whereRef('o.project_id', '=', 'd.project_id')
        .whereRef('o.device_id', '=', 'd.device_id')
        .where('o.kind', '=', 'sale')
        .orderBy('o.epoch', 'desc')
        .orderBy('o.sequence', 'desc')
        .limit(1)
        .as('lastSale'),
    ])
    .where('c.code_sha256', '=', codeSha256)
    .forUpdate(['c', 'd'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const {used_at, expires_at, enrolled_at, lastSale, ...use} = row;
  return {
    ...use,
    enrolledAtMs: enrolled_at === null ? null : epochMs(enrolled_at.getTime()),
    codeSha256,
    lastReceiptSequence: runningNumber(lastSale),
    used: used_at !== null,
    expiresAtMs: epochMs(expires_at.getTime()),
  };
}
