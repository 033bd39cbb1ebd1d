/** What a newcomer can try in the demo shop, in the order in which it makes sense. docs/demo-shop.md tells it at length. */
import {demoCampaigns} from './demo-campaigns.ts';

export interface Suggestion {
  /** Codes, or products by source id, to scan or type. */
  readonly scan: readonly string[];
  readonly happens: string;
}

const codesOf = (campaign: string, homeStore: string | undefined) =>
  [...demoCampaigns.coupons, ...demoCampaigns.giftCards]
    .filter(c => c.campaign === campaign)
    .flatMap(c => c.codes.filter(code => code.homeStore === homeStore).map(code => code.code));

const first = (codes: readonly string[]) => codes.slice(0, 1);

export const suggestions: readonly Suggestion[] = [
  {scan: ['POT-001', 'TEA-001'], happens: 'a teapot makes every tea 2.00 cheaper, by itself'},
  {scan: ['WELCOME10'], happens: '10 % off the order; anyone, any number of times, offline too'},
  {scan: ['LUCKY3'], happens: '5.00 off, three times in all: try it on two tills with the cable out'},
  {scan: ['MUG2'], happens: '2.00 off the mugs; without a mug the till says what to add'},
  {scan: ['THIRDFREE'], happens: 'of every three packs of shortbread one is free'},
  {scan: ['SWEET1'], happens: 'a pack of shortbread comes into the order, free'},
  {
    scan: ['TEATABLE'],
    happens: '12.00 off a teapot with two mugs, up to three sets; else it says what is missing',
  },
  {scan: ['STEPS'], happens: '2 % off for each item, at most 20 %: worked out by a formula'},
  {scan: ['TEATIME'], happens: '20 % off from 16:00 to 18:00; at other hours the till says when'},
  {scan: ['BIG20'], happens: '20.00 off from 100.00; below that the till says how much is missing'},
  {
    scan: ['REGULARS15'],
    happens: 'refused until a customer of the Regulars club is attached (F7, "Feddersen")',
  },
  {
    scan: first(codesOf('Postcard mailing', 'quayside')),
    happens: '15 % off, once; the Quayside tills hold it from the morning, so it works offline',
  },
  {
    scan: first(codesOf('Postcard mailing', undefined)),
    happens: 'the same, but no till holds it: fine online, refused offline, and the till says what to do',
  },
  {
    scan: first(codesOf('Gift card 50.00', 'quayside')),
    happens: 'a gift card with 50.00 on it, held at Quayside: pays offline, the rest stays on the card',
  },
  {
    scan: ['SPRING25', 'TWELFTH20', 'FRIENDS12'],
    happens: 'over, not begun, switched off: the till says which',
  },
];
