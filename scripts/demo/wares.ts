/** Products of the demo shop that the demo and the specs sell: EAN and the beginning of the name. */
export const wares = {
  teapot: {ean: '4099904003732', name: 'Teapot, 0.6 l, Oat'},
  tea: {ean: '4099901001137', name: 'Assam Harbour Morning, 100 g'},
  mug: {ean: '4099904001134', name: 'Harbour Mug, 300 ml, Oat'},
  candle: {ean: '4099905001133', name: 'Candle in Glass, Beeswax'},
  book: {ean: '5909902001137', name: 'The Lighthouse Ledger'},
} as const;
