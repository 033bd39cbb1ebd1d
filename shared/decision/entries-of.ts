import type {ExtraReward} from '../benefits/discount.ts';
import {type EntryRequest, type JudgedEntries, judgeEntries} from '../giveaway/judge-entries.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {LookUpAccount} from '../redeemables/limits.ts';
import type {FoundRedeemable} from './find-redeemable.ts';
import {extrasOf} from './grants-of.ts';
import type {Situation} from './situation.ts';

const noEntries: JudgedEntries = {ok: true, draws: []};

/** Whether a redemption still counts as an entry of its giveaway, and what it draws; of any other campaign nothing. */
export function entriesOf(
  found: FoundRedeemable,
  lookUp: LookUpAccount,
  situation: Situation,
): JudgedEntries {
  const {campaignId} = found.redeemable;
  const campaign = campaignId === null ? undefined : situation.facts.campaigns.get(campaignId);
  if (campaign?.giveaway === undefined) return noEntries;
  return judgeEntries(campaign.giveaway, entryRequest(campaign, found, situation), lookUp);
}

function entryRequest({id}: Campaign, found: FoundRedeemable, {customerId, moment}: Situation): EntryRequest {
  return {campaignId: id, customerId, entries: ticketsIn(extrasOf(found)), nowMs: moment.nowMs};
}

/** Tickets in the draw; a free product is one entry (GW1). */
function ticketsIn(extras: readonly ExtraReward[]): number {
  let tickets = 0;
  for (const extra of extras) if (extra.type === 'DRAW_ENTRY') tickets += extra.entries;
  return Math.max(1, tickets);
}
