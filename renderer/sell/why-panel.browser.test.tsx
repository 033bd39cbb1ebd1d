import '../app/global.css';
import {expect, test} from 'vitest';
import {page} from 'vitest/browser';
import {render} from 'vitest-browser-react';
import type {Verdict} from '../../shared/decision/decision.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Currency} from '../../shared/money/currency.ts';
import type {Check} from '../../shared/reasons/refusal.ts';
import {WhyPanel} from './why-panel.tsx';

const names = ['Oat', 'Slate', 'Sea Green', 'Rust', 'Ink'].map(colour => `Harbour Mug, 300 ml, ${colour}`);
const check: Check = {
  key: '1',
  rule: 'order.items.any',
  property: null,
  operator: '$is',
  needed: names,
  actual: [],
  passed: false,
  remedy: {kind: 'add_product', productIds: names},
};
const verdict: Verdict = {
  status: 'inapplicable',
  requested: {object: 'voucher', code: 'MUG2', creditsMinor: null},
  foundId: 'v_mug2',
  campaignId: null,
  checks: [check],
  refusal: {code: 'rules_not_met', ruleId: 'val_mug', subject: 'order', message: null, failed: [check]},
};

/** Where the text itself is, which may be wider than the box it was given. */
function textBox(element: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}

test.each([1024, 512])('%i px wide: no two texts of a condition lie over each other', async width => {
  await page.viewport(width, 768);
  const screen = await render(
    <WhyPanel
      name="MUG2"
      campaign={null}
      verdict={verdict}
      context={{
        currency: 'EUR' as Currency,
        timeZone: 'Europe/Berlin',
        nowMs: epochMs(0),
        isOnline: true,
        isOnlineOnly: false,
        isCard: false,
        account: null,
        ruleName: null,
        productName: id => id,
      }}
      onClose={() => {}}
      onAttachCustomer={() => {}}
      onFindProduct={() => {}}
      onRemove={null}
    />,
  );
  const terms = screen.getByRole('region', {name: 'Terms of this offer'});
  const subject = textBox(terms.getByText('Some product').element());
  const needs = textBox(terms.getByText(/^needs/).element());
  const isBeside = needs.left >= subject.right;
  const isBelow = needs.top >= subject.bottom;
  expect(isBeside || isBelow).toBe(true);
  await page.viewport(1024, 768);
});
