/**
 * The till as a person works it, by what its screens say: names of buttons, fields and lists. Waits for what it
 * expects and fails with what it found. The demo and the end-to-end specs drive every till through it.
 */
import {expect, type Locator, type Page} from '@playwright/test';

/** Everything happens on this machine; the limit is for a busy one. */
const patientlyMs = 20_000;
export const patiently = expect.configure({timeout: patientlyMs});

export interface TillPage {
  readonly page: Page;
  /** What the customer has to pay, as the stub of the order says it. */
  readonly totals: Locator;
  /** “Online”, “Offline since …”: the indicator that is always in sight. */
  readonly connection: Locator;
  /** What became of the codes entered last. */
  readonly codeResults: Locator;
  /** Codes and promotions on this order. */
  readonly offers: Locator;
  /** Waits until this machine is the named till and somebody can sign in. */
  isTill(name: string): Promise<void>;
  enrol(code: string): Promise<void>;
  signIn(name: string, pin: string): Promise<void>;
  /** As a keyboard-wedge scanner does it: the keys at once, then Enter. */
  scan(text: string): Promise<void>;
  /** Scans a product and waits until its line is there. */
  addProduct(ean: string, name: string): Promise<void>;
  /** Types a code, or several, into the code field and waits for the till's answer. */
  enterCode(code: string): Promise<void>;
  /** Takes a code off the order again. */
  removeCode(code: string): Promise<void>;
  hasTotal(text: string): Promise<void>;
  /** Pays what is due in cash, exactly, and waits for “Paid”. Returns the receipt's number. */
  payCash(): Promise<string>;
  /** Up to the last button before a sale is final. */
  offerCash(): Promise<Locator>;
  paid(): Promise<string>;
  nextSale(): Promise<void>;
}

export function tillPage(page: Page): TillPage {
  const totals = page.getByRole('region', {name: 'Totals'});
  const connection = page.getByRole('button', {name: /^Connection:/});
  const codeResults = page.getByRole('list', {name: 'What became of the code'});
  const offers = page.getByRole('list', {name: 'Offers on this order'});
  const till: TillPage = {
    page,
    totals,
    connection,
    codeResults,
    offers,
    async isTill(name) {
      await patiently(page.getByRole('heading', {name: 'Who is selling?'})).toBeVisible();
      await patiently(page.getByRole('complementary', {name: 'This till'})).toContainText(name);
    },
    async enrol(code) {
      await page.getByLabel('Enrolment code').fill(code);
      await page.getByRole('button', {name: 'Enrol this till'}).click();
    },
    async signIn(name, pin) {
      await page.getByRole('list', {name: 'Staff'}).getByRole('button', {name}).click();
      await page.getByLabel('PIN', {exact: true}).and(page.locator('input')).fill(pin);
      await page.getByRole('button', {name: 'Sign in', exact: true}).click();
      await patiently(page.getByRole('region', {name: 'Order', exact: true})).toBeVisible();
    },
    scan: text => scan(page, text),
    async addProduct(ean, name) {
      await scan(page, ean);
      const lines = page.getByRole('list', {name: 'Lines of the order'});
      await patiently(lines).toContainText(name);
    },
    async enterCode(code) {
      const field = page.getByRole('textbox', {name: 'Code or gift card'});
      await field.fill(code);
      await field.press('Enter');
      const [first = code] = code.split(/\s+/);
      await patiently(codeResults).toContainText(first);
    },
    async removeCode(code) {
      await page.getByRole('button', {name: `Take ${code} off`}).click();
    },
    hasTotal: text => patiently(totals).toContainText(new RegExp(`(Total|To pay).*${escaped(text)}`, 's')),
    async payCash() {
      const complete = await till.offerCash();
      await complete.click();
      return till.paid();
    },
    async offerCash() {
      await totals.getByRole('button', {name: 'Pay'}).click();
      const exact = page.getByRole('button', {name: /^Exact/});
      const complete = page.getByRole('button', {name: 'Complete sale'});
      await patiently(exact.or(complete)).toBeVisible();
      if (await exact.isVisible()) await exact.click();
      await patiently(complete).toBeEnabled();
      return complete;
    },
    async paid() {
      await patiently(page.getByRole('heading', {name: 'Paid'})).toBeVisible();
      const label = await page.getByRole('article', {name: /^Receipt /}).getAttribute('aria-label');
      return label?.replace('Receipt ', '') ?? '';
    },
    nextSale: () => page.getByRole('button', {name: 'Next sale'}).click(),
  };
  return till;
}

/** Milliseconds between two keys of a scanner. */
const scannerGapMs = 4;

/**
 * A scanner's keys come faster than a busy test machine delivers them one by one. So the page gets them at once, each
 * with the time at which a scanner would have sent it.
 */
async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate(
    async ({keys, gapMs}) => {
      // A screen that came up this moment listens from its next frame on.
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      const startMs = performance.now();
      const target = document.activeElement ?? document.body;
      for (const [place, key] of keys.entries()) {
        const press = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true});
        Object.defineProperty(press, 'timeStamp', {value: startMs + place * gapMs});
        target.dispatchEvent(press);
      }
    },
    {keys: [...text, 'Enter'], gapMs: scannerGapMs},
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
