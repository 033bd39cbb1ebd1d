import type {CampaignId} from '../kernel/id.ts';
import type {CounterScope} from '../rules/counter-scope.ts';
import type {Moment} from '../rules/moment.ts';
import type {DecisionRequest} from './request.ts';

/** Whose counters the rules of one group look at: the redeemable's own, those of the group's campaign (DE11). */
export function counterScopeOf(
  incentiveId: CounterScope['incentiveId'],
  campaignId: CampaignId | null,
  {customerId, actor}: Pick<DecisionRequest, 'customerId' | 'actor'>,
  moment: Moment,
): CounterScope {
  return {
    campaignId,
    incentiveId,
    customerId,
    apiKeyId: actor?.apiKeyId ?? null,
    userLogin: actor?.userLogin ?? null,
    moment,
  };
}
