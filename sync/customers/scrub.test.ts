import {describe, expect, it} from 'vitest';
import {alone, erasedText, personOf, scrub, scrubJsonText, scrubText} from './scrub.ts';

const ada = {
  id: 'cust_1',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  phone: null,
  sourceId: 'AL',
  address: {line1: '12 St James’s Square', line2: null, country: 'GB'},
};
const person = personOf(ada);

describe('scrubbing', () => {
  it('knows a person by what is long enough to be theirs', () => {
    expect(person.words).toEqual(['12 St James’s Square', 'ada@example.com', 'Ada Lovelace']);
  });
  it('takes out their document wherever it stands, and nobody else’s', () => {
    const other = {kind: 'customer', id: 'cust_2', name: 'Grace'};
    const kept = {facts: {customer: {kind: 'customer', ...ada, metadata: {circle: 'gold'}}}, others: [other]};
    expect(scrub(kept, person)).toEqual({
      facts: {customer: {kind: 'customer', id: 'cust_1', erased: true}},
      others: [other],
    });
  });
  it('takes out what rules looked at in a sale to them, and attributes given for them', () => {
    const sale = (customerId: string) => ({
      request: {customerId, customerMetadata: {circle: 'gold'}},
      decision: {
        verdicts: [
          {checks: [{actual: 'gold'}], refusal: {code: 'rules_not_met', failed: [{actual: 'gold'}]}},
        ],
        total: 5,
      },
    });
    expect(scrub(sale('cust_1'), person)).toEqual({
      request: {customerId: 'cust_1', customerMetadata: {}},
      decision: {verdicts: [{checks: [], refusal: {code: 'rules_not_met', failed: []}}], total: 5},
    });
    expect(scrub(sale('cust_2'), person)).toEqual(sale('cust_2'));
  });
  it('takes their words out of any text, names of members too, and leaves amounts', () => {
    expect(scrubJsonText('{"for Ada Lovelace":["mail ada@example.com",12]}', person)).toBe(
      `{"for ${erasedText}":["mail ${erasedText}",12]}`,
    );
    expect(scrubJsonText('Odd: {"name":"Ada Lovelace"', person)).toBe(`Odd: {"name":"${erasedText}"`);
  });
  it('knows the street and not the town, and single words only where they are meant', () => {
    const art = personOf({...ada, name: 'Art', address: {line_1: '1 High Street', city: 'London'}});
    expect(art.words).toEqual(['ada@example.com', '1 High Street', 'Art']);
    expect(alone(art).words).toEqual(['ada@example.com', '1 High Street']);
  });
  it('takes words in any case and by themselves', () => {
    const art = personOf({...ada, name: 'Art'});
    expect(scrubText('Article for ART, art; ADA@EXAMPLE.COM', art)).toBe(
      `Article for ${erasedText}, ${erasedText}; ${erasedText}`,
    );
    expect(scrubText('a+b (c)', personOf({...ada, name: 'a+b (c)'}))).toBe(erasedText);
  });
  it('leaves ids, hashes and the words of a fixed set, but for metadata', () => {
    const clash = personOf({...ada, sourceId: 'voucher', name: 'till_1'});
    const kept = {kind: 'voucher', deviceId: 'till_1', mode: 'voucher', voucher: [{hash: 'till_1'}]};
    expect(scrub(kept, clash)).toEqual(kept);
    expect(scrub({metadata: {kind: 'voucher', voucher: 1}}, clash)).toEqual({
      metadata: {kind: erasedText, [erasedText]: 1},
    });
  });
});
