/**
 * The record of a draw: everything needed to draw again and see the same. A disqualification makes a new version of
 * the record with its reason; the versions before are kept by the edge.
 */
import {z} from 'zod';
import {canonicalJson} from '../kernel/canonical-json.ts';
import {contentHashSchema} from '../kernel/content-hash.ts';
import {type EpochMs, epochMsSchema} from '../kernel/epoch.ts';
import {type CampaignId, idSchema, type RedemptionId} from '../kernel/id.ts';
import type {DrawEntry} from './draw-entry.ts';
import {entriesHash} from './draw-entry.ts';
import {commitToSeed, isSeed} from './draw-seed.ts';
import {drawWinners, pickSchema} from './draw-winners.ts';
import {type DrawTerms, giveawaySettingsSchema} from './giveaway-settings.ts';

const disqualificationSchema = z.object({
  redemptionId: idSchema('r'),
  reason: z.string().min(1).max(500),
  atMs: epochMsSchema,
});

export const drawRecordSchema = z.object({
  kind: z.literal('draw'),
  campaignId: idSchema('camp'),
  version: z.int().positive(),
  drawnAtMs: epochMsSchema,
  terms: giveawaySettingsSchema.shape.draw.unwrap(),
  seedHex: z.string(),
  publicValue: z.string().max(1000),
  entriesHash: contentHashSchema,
  disqualified: z.array(disqualificationSchema),
  picks: z.array(pickSchema),
});
export type DrawRecord = z.output<typeof drawRecordSchema>;

type DrawRefusal =
  | {readonly code: 'still_open'; readonly closesAtMs: EpochMs}
  | {readonly code: 'seed_differs'}
  | {readonly code: 'no_entries'}
  | {readonly code: 'entries_differ'}
  | {readonly code: 'not_drawn'; readonly redemptionId: RedemptionId}
  | {readonly code: 'already_disqualified'; readonly redemptionId: RedemptionId}
  | {readonly code: 'reason_missing'};

export type MadeDraw =
  | {readonly ok: true; readonly record: DrawRecord}
  | {readonly ok: false; readonly refusal: DrawRefusal};

export interface DrawCall {
  readonly campaignId: CampaignId;
  readonly terms: DrawTerms;
  readonly closesAtMs: EpochMs | null;
  /** In canonical order (`closeEntries`). */
  readonly entries: readonly DrawEntry[];
  readonly seedHex: string;
  readonly publicValue?: string;
  readonly nowMs: EpochMs;
}

/** Draws once the entries are closed, with the seed that was committed to. */
export function holdDraw({
  campaignId,
  terms,
  closesAtMs,
  entries,
  seedHex,
  publicValue = '',
  nowMs,
}: DrawCall): MadeDraw {
  if (closesAtMs !== null && nowMs < closesAtMs) return refused({code: 'still_open', closesAtMs});
  if (!isSeed(seedHex) || commitToSeed(seedHex) !== terms.seedCommitment)
    return refused({code: 'seed_differs'});
  if (entries.length === 0) return refused({code: 'no_entries'});
  return {
    ok: true,
    record: {
      kind: 'draw',
      campaignId,
      version: 1,
      drawnAtMs: nowMs,
      terms,
      seedHex,
      publicValue,
      entriesHash: entriesHash(entries),
      disqualified: [],
      picks: drawWinners({entries, seedHex, publicValue, terms, disqualified: new Set()}),
    },
  };
}

/** Passes over a drawn entry; the first alternate moves up, and one more is drawn at the end. */
export function disqualify(
  record: DrawRecord,
  entries: readonly DrawEntry[],
  {redemptionId, reason, nowMs}: {redemptionId: RedemptionId; reason: string; nowMs: EpochMs},
): MadeDraw {
  if (entriesHash(entries) !== record.entriesHash) return refused({code: 'entries_differ'});
  if (reason.trim() === '') return refused({code: 'reason_missing'});
  const pick = record.picks.find(each => each.redemptionId === redemptionId);
  if (pick === undefined) return refused({code: 'not_drawn', redemptionId});
  if (pick.result === 'disqualified') return refused({code: 'already_disqualified', redemptionId});
  const disqualified = [...record.disqualified, {redemptionId, reason: reason.slice(0, 500), atMs: nowMs}];
  const picks = drawWinners({...record, entries, disqualified: idsOf(disqualified)});
  return {ok: true, record: {...record, version: record.version + 1, disqualified, picks}};
}

export type VerifiedDraw =
  | {readonly ok: true}
  | {
      readonly ok: false;
      readonly problem: 'terms_differ' | 'seed_differs' | 'entries_differ' | 'picks_differ';
    };

/**
 * Draws again from what was published: anyone with the entries can. `announced` are the terms as they stood before the
 * first entry, with the hash of the seed; a record that brings its own could have been made to suit.
 */
export function verifyDraw(
  record: DrawRecord,
  entries: readonly DrawEntry[],
  announced: DrawTerms,
): VerifiedDraw {
  if (canonicalJson(record.terms) !== canonicalJson(announced)) return {ok: false, problem: 'terms_differ'};
  if (!isSeed(record.seedHex) || commitToSeed(record.seedHex) !== record.terms.seedCommitment)
    return {ok: false, problem: 'seed_differs'};
  if (entriesHash(entries) !== record.entriesHash) return {ok: false, problem: 'entries_differ'};
  const again = drawWinners({...record, entries, disqualified: idsOf(record.disqualified)});
  return canonicalJson(again) === canonicalJson(record.picks)
    ? {ok: true}
    : {ok: false, problem: 'picks_differ'};
}

function idsOf(disqualified: DrawRecord['disqualified']): ReadonlySet<RedemptionId> {
  return new Set(disqualified.map(({redemptionId}) => redemptionId));
}

function refused(refusal: DrawRefusal): MadeDraw {
  return {ok: false, refusal};
}
