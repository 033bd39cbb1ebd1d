/**
 * Tracking ids: how a client names a customer by the shop's own id without knowing ours (semantics.md F). A request
 * may say the source id itself or the `track_…` of an earlier answer, which only encodes it.
 */
const prefix = 'track_';

export function trackingIdOf(sourceId: string): string {
  return `${prefix}${Buffer.from(sourceId, 'utf8').toString('base64url')}`;
}

/** The source id that a tracking id stands for. */
export function sourceIdOf(trackingId: string): string {
  if (!trackingId.startsWith(prefix)) return trackingId;
  const decoded = Buffer.from(trackingId.slice(prefix.length), 'base64url').toString('utf8');
  return decoded === '' || trackingIdOf(decoded) !== trackingId ? trackingId : decoded;
}
