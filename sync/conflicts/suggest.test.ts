import {expect, test} from 'vitest';
import {conflictClasses} from '../../shared/protocol/conflict.ts';
import {suggestionsFor} from './suggest.ts';

test('every class offers something, each once', () => {
  for (const one of conflictClasses) {
    const offered = suggestionsFor({class: one, account: 'v:v_one:uses'});
    expect(offered.length).toBeGreaterThan(1);
    expect(new Set(offered).size).toBe(offered.length);
  }
});

test('a code used twice may be allowed or blocked; a gift card only blocked; money of trust neither', () => {
  expect(suggestionsFor({class: 'C1', account: 'v:v_one:uses'})).toEqual([
    'accept_loss',
    'charge_customer',
    'raise_limit',
    'block_voucher',
    'dismiss',
  ]);
  expect(suggestionsFor({class: 'C1', account: 'g:v_card:balance'})).not.toContain('raise_limit');
  expect(suggestionsFor({class: 'C1', account: 'x:camp_spring:trust'})).toEqual([
    'accept_loss',
    'charge_customer',
    'dismiss',
  ]);
});

test('an edit that lost is kept or dropped, nothing else', () => {
  expect(suggestionsFor({class: 'C7', account: null})).toEqual(['keep_server', 'keep_till']);
});
