/** What the world was told: noted at that moment, and owed from then on. */
export interface Acknowledged {
  /** Sales that a screen called paid, by `tillId receipt`. */
  readonly sales: Map<string, {readonly tillId: string; readonly receipt: string}>;
  /** Redemption ids that REST answered with 200. */
  readonly redemptions: Set<string>;
  /** Of these, the ones whose rollback REST answered with 200. */
  readonly rolledBack: Set<string>;
}

export function nothingYet(): Acknowledged {
  return {sales: new Map(), redemptions: new Set(), rolledBack: new Set()};
}
