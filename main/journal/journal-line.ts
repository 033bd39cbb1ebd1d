/**
 * The journal's lines: how one is written, and when one read back is believed.
 *
 * A *seal* is the SHA-256 of a line's content and of the seal before it, so a line can be neither changed nor moved.
 * The first line is a header that names the device; its seal starts the chain.
 *
 * Always true:
 * - JL1 A line is believed only if its bytes are exactly those that `writeLine` makes of its content.
 * - JL2 One line is one record: no line holds a line break.
 */
import {createHash} from 'node:crypto';
import * as z from 'zod';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';

/** The chain's start for one device: `text` is the header line without its line break. */
export interface JournalHeader {
  readonly text: string;
  readonly seal: string;
}

export interface SealedRecord extends JournalRecord {
  readonly prev: string;
  readonly seal: string;
}

/** Wider than the wire's schema on purpose: a limit that is tightened later must not make old lines unreadable. */
const sealedRecordSchema = z.object({
  seq: z.number(),
  hash: z.string(),
  prev: z.string(),
  seal: z.string(),
  body: z.string(),
});
const headerSchema = z.object({journal: z.number(), device: z.string()});

const FORMAT = 1;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function journalHeader(deviceId: string): JournalHeader {
  const text = JSON.stringify({journal: FORMAT, device: deviceId});
  return {text, seal: sha256(text)};
}

/** True for an intact header of another device or of another format: a file to leave alone. */
export function isForeignHeader(bytes: Buffer, own: JournalHeader): boolean {
  const text = bytes.toString('utf8');
  if (text === own.text) return false;
  const header = headerSchema.safeParse(parseJson(text));
  return header.success && JSON.stringify(header.data) === text;
}

/** Seals `record` after the line whose seal is `prev`. The text has no line break yet. */
export function writeLine(
  record: JournalRecord,
  prev: string,
): {readonly text: string; readonly seal: string} {
  const {seq, hash, body} = record;
  const seal = sha256(JSON.stringify([prev, seq, hash, body]));
  return {text: JSON.stringify({seq, hash, prev, seal, body}), seal};
}

/** The record of one line (without its line break), or undefined if the line is not what was written. */
export function readLine(bytes: Buffer): SealedRecord | undefined {
  const parsed = sealedRecordSchema.safeParse(parseJson(bytes.toString('utf8')));
  if (!parsed.success) return undefined;
  const {text} = writeLine(parsed.data, parsed.data.prev);
  return Buffer.from(text).equals(bytes) ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
