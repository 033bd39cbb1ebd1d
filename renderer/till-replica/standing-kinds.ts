const standingKinds = new Set([
  'settings',
  'promotion_tier',
  'promotion_stack',
  'products_collection',
  'category',
  'reward',
  'loyalty_program',
  'campaign',
  'validation_rule',
]);

/** Whether documents of this kind are needed for every pricing, whatever is in the cart: `till-db/standing-documents.ts`. */
export function isStanding(kind: string): boolean {
  return standingKinds.has(kind);
}
