/**
 * The bridge: everything a till window may ask of the main process, and nothing more.
 *
 * One table is the whole surface: channel → what goes in, what comes out. Main parses both ways before and after
 * its handler; the renderer parses what comes back. What a till can cause is an answer with a `code`; a
 * rejected promise means a programming error, an untrusted sender or a channel that does not exist.
 *
 * In a browser there is no bridge: `window.counterfoil` is absent, and the till does without.
 */
import * as z from 'zod';
import type {BridgeChannel} from './bridge-channels.ts';

const secretKey = z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/);
const deviceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/);
const seq = z.int().nonnegative();

/** Why the operating system's key store cannot serve: none there, or it no longer opens what it once sealed. */
const keyStoreRefusal = z.object({
  ok: z.literal(false),
  code: z.enum(['no-key-store', 'unreadable', 'write-failed']),
  message: z.string(),
});

/** `weak`: sealed, but with a password anyone can know (Linux without a secret service). Tell the manager. */
const secretStored = z.object({ok: z.literal(true), weak: z.boolean()});

/** One ledger operation as the till sealed it. `body` is opaque here; `hash` is the operation's own SHA-256. */
export const journalRecordSchema = z.object({
  seq,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The server takes operations up to 32 MB; half of that leaves room for 500 lines with every fact they rest on. */
  body: z.string().max(16_777_216),
});
export type JournalRecord = z.output<typeof journalRecordSchema>;

/**
 * A place where the journal is not what was written. `altered`: the line fails its own seal and is not read
 * back. `gap`: lines before this one are gone. `torn`: an unfinished last line, cut off and kept in a file.
 */
const journalDamageSchema = z.object({
  reason: z.enum(['altered', 'gap', 'torn']),
  line: z.int().positive(),
  byteOffset: z.int().nonnegative(),
});
export type JournalDamage = z.output<typeof journalDamageSchema>;

/** What every journal answer says about the file. `headSeq` is null while the journal is empty. */
const journalState = {headSeq: seq.nullable(), damage: z.array(journalDamageSchema).readonly()};

const journalUnusable = z.object({
  ok: z.literal(false),
  code: z.enum(['foreign-file', 'io-failed']),
  message: z.string(),
});

const journalAppend = z.discriminatedUnion('ok', [
  /** Flushed to the disk. `written` leaves out records that were there already. */
  z.object({ok: z.literal(true), written: z.int().nonnegative(), ...journalState}),
  z.discriminatedUnion('code', [
    /** The next record must follow `headSeq` without a gap: append the missing ones first. */
    z.object({ok: z.literal(false), code: z.literal('out-of-order'), seq, ...journalState}),
    /** Another operation already has this number: the device id is in use twice, or its store was rolled back. */
    z.object({ok: z.literal(false), code: z.literal('conflict'), seq, ...journalState}),
    /** The record is behind the head, but its line cannot be read to compare; see `damage`. */
    z.object({ok: z.literal(false), code: z.literal('damaged'), seq, ...journalState}),
    journalUnusable,
  ]),
]);

const journalRead = z.discriminatedUnion('ok', [
  /** Records after `afterSeq` in order. `more`: ask again after the last one. */
  z.object({
    ok: z.literal(true),
    records: z.array(journalRecordSchema).readonly(),
    more: z.boolean(),
    ...journalState,
  }),
  journalUnusable,
]);

export const bridgeContract = {
  'app:info': {
    input: z.undefined(),
    /**
     * `uptimeMs` counts since the machine started, sleep included, and no one can set it back: trust intervals of it
     * while `bootId` is unchanged. `serverUrl` is the sync server this start was told of (`npm start` tells its
     * own), to offer at enrolment; null when nobody said.
     */
    output: z.object({
      version: z.string(),
      packaged: z.boolean(),
      platform: z.string(),
      bootId: z.string().min(1),
      uptimeMs: z.int().nonnegative(),
      serverUrl: z.string().nullable(),
    }),
  },
  'secret:set': {
    input: z.object({key: secretKey, value: z.string().max(16_384)}),
    output: z.discriminatedUnion('ok', [secretStored, keyStoreRefusal]),
  },
  'secret:get': {
    input: z.object({key: secretKey}),
    /** `value` is null when nothing is kept under the key. */
    output: z.discriminatedUnion('ok', [
      z.object({ok: z.literal(true), weak: z.boolean(), value: z.string().nullable()}),
      keyStoreRefusal,
    ]),
  },
  'secret:delete': {
    input: z.object({key: secretKey}),
    output: z.discriminatedUnion('ok', [z.object({ok: z.literal(true)}), keyStoreRefusal]),
  },
  'journal:append': {
    input: z.object({deviceId, records: z.array(journalRecordSchema).min(1).max(500)}),
    output: journalAppend,
  },
  'journal:read': {
    input: z.object({deviceId, afterSeq: z.int().min(-1), limit: z.int().min(1).max(500).default(200)}),
    output: journalRead,
  },
  'export:save': {
    input: z.object({
      /** A file name, not a path. */
      suggestedName: z.string().regex(/^[^\\/:*?"<>|\p{Cc}]{1,120}$/u),
      text: z.string().max(67_108_864),
    }),
    output: z.discriminatedUnion('ok', [
      z.object({ok: z.literal(true), byteLength: z.int().nonnegative()}),
      z.object({ok: z.literal(false), code: z.enum(['cancelled', 'write-failed']), message: z.string()}),
    ]),
  },
} as const satisfies Record<BridgeChannel, {input: z.ZodType; output: z.ZodType}>;

export type {BridgeChannel} from './bridge-channels.ts';
export type BridgeInput<C extends BridgeChannel> = z.input<(typeof bridgeContract)[C]['input']>;
export type BridgeOutput<C extends BridgeChannel> = z.output<(typeof bridgeContract)[C]['output']>;

/** What the preload puts on `window.counterfoil`. Parse the answer with `bridgeContract[channel].output`. */
export interface CounterfoilBridge {
  readonly platform: 'electron';
  invoke<C extends BridgeChannel>(channel: C, input: BridgeInput<C>): Promise<unknown>;
}
