import type {CampaignId} from '../kernel/id.ts';
import {type Earned, earn} from './earn.ts';
import type {EarningGiven} from './earning-given.ts';

/** What the sale in front of the till would earn in one program. */
interface ProgramPreview {
  readonly campaignId: CampaignId;
  /** Spendable at once, and after the waiting time. */
  readonly points: number;
  readonly pendingPoints: number;
}

export interface EarningPreview extends Earned {
  readonly programs: readonly ProgramPreview[];
}

/**
 * What paying now would earn, for the till. Programs of which the customer has no card are worked out too, in no tier:
 * what joining would bring. `given.event` is the order as it stands.
 */
export function previewEarning(given: EarningGiven): EarningPreview {
  const cards = new Map(given.rules.map(({campaignId}) => [campaignId, {tier: null}]));
  const earned = earn({...given, cards: new Map([...cards, ...given.cards])});
  const programs = new Map<CampaignId, ProgramPreview>();
  for (const {campaignId, points, pendingDays} of earned.accruals) {
    const sum = programs.get(campaignId) ?? {campaignId, points: 0, pendingPoints: 0};
    const more =
      pendingDays === undefined ? {points: sum.points + points} : {pendingPoints: sum.pendingPoints + points};
    programs.set(campaignId, {...sum, ...more});
  }
  return {...earned, programs: [...programs.values()]};
}
