/**
 * Reading an operation as it came. Three depths: an envelope that says which sequence it is, a hash that proves it came
 * unchanged, and content this version understands. The hash covers the content as received, so that what a newer
 * till adds stays proven although this server does not know it.
 */
import {z} from 'zod';
import {describeIssue} from '../../shared/api/payload-problem.ts';
import {type ContentHash, contentHash, contentHashSchema} from '../../shared/kernel/content-hash.ts';
import {type OperationContent, operationContentSchema} from '../../shared/protocol/operation.ts';
import type {DeviceEpoch} from '../store/device-epoch.ts';

const envelopeSchema = z.looseObject({sequence: z.int().positive(), hash: contentHashSchema});

export interface Envelope {
  readonly sequence: number;
  readonly hash: ContentHash;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** null when not even its place in the sequence can be read. */
export function readEnvelope(input: unknown): Envelope | null {
  const parsed = envelopeSchema.safeParse(input);
  if (!parsed.success) return null;
  const {sequence, hash} = parsed.data;
  return {sequence, hash, raw: parsed.data};
}

export type Reading =
  | {readonly ok: true; readonly content: OperationContent}
  | {readonly ok: false; readonly problem: string};

/** The problem of what came changed. */
export const damagedProblem = 'its hash does not fit its content';

/** Checks hash, owner and content; a problem is worded for a person who looks at the quarantine. */
export function readContent(envelope: Envelope, till: DeviceEpoch): Reading {
  if (!isIntact(envelope)) return {ok: false, problem: damagedProblem};
  const {hash: _, ...content} = envelope.raw;
  const parsed = operationContentSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? '' : describeIssue(issue, operationContentSchema, content);
    return {ok: false, problem: `not understood by this version: ${where}`};
  }
  const {deviceId, epoch} = parsed.data;
  if (deviceId !== till.deviceId || epoch !== till.epoch || parsed.data.sequence !== envelope.sequence)
    return {ok: false, problem: `made by ${deviceId} in epoch ${epoch}, not by the till that sent it`};
  return {ok: true, content: parsed.data};
}

/** Whether its content is what its hash says. */
export function isIntact({raw, hash}: Envelope): boolean {
  const {hash: _, ...content} = raw;
  return hashOf(content) === hash;
}

/** null for what has no canonical text, such as a number beyond all numbers. */
function hashOf(content: unknown): ContentHash | null {
  try {
    return contentHash(content);
  } catch {
    return null;
  }
}
