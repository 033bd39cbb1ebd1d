import {addIsoDuration} from '../calendar/add-duration.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {Campaign} from './campaign.ts';

/**
 * When a campaign is over for one of its codes: its end, or where it counts from publication and the code is
 * published, so long after that (V4). `unreadable`: that time is no duration.
 */
export function campaignEnd(
  {endsAtMs, activeAfterPublishingIso}: Pick<Campaign, 'endsAtMs' | 'activeAfterPublishingIso'>,
  publishedAtMs: EpochMs | undefined,
  zone: string,
): EpochMs | null | 'unreadable' {
  if (activeAfterPublishingIso === undefined || publishedAtMs === undefined) return endsAtMs;
  return addIsoDuration(publishedAtMs, activeAfterPublishingIso, zone) ?? 'unreadable';
}
