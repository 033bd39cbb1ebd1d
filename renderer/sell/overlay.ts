/** What lies over the screen. `why` names a redeemable by its chip, so that it follows a new price. */
export type Overlay =
  | {readonly kind: 'help' | 'customer' | 'quantity'}
  | {readonly kind: 'price-check'; readonly scanned: string}
  | {readonly kind: 'why'; readonly chip: string};
