/**
 * A sale through the till's own screens, as quick as the screens are: this function is handed to the page whole, so it
 * may use nothing from outside itself. Scans, types the code, takes off what is refused, pays in cash, and answers the
 * receipt's number at the moment the screen says “Paid”.
 */

export interface SaleWish {
  readonly eans: readonly string[];
  readonly code: string | null;
  /** How long any one step may take before the cashier gives up. */
  readonly limitMs: number;
  /** How long the cashier waits for what becomes of the code before taking it off. */
  readonly codeLimitMs: number;
}

/** `given-up`: the screen did not get on, and says why if it does. The order is left as it is. */
export type RungUp =
  | {
      readonly outcome: 'paid';
      readonly receipt: string;
      readonly codeApplied: boolean;
      /** Why the code was not applied, as the screen put it. */
      readonly codeSaid: string | null;
    }
  | {readonly outcome: 'given-up'; readonly step: string; readonly said: string};

export async function ringUp({eans, code, limitMs, codeLimitMs}: SaleWish): Promise<RungUp> {
  const frame = () => new Promise<void>(resolve => setTimeout(resolve, 4));
  const buttons = () => [...document.querySelectorAll('button')];
  const nameOf = (button: HTMLButtonElement) =>
    (button.getAttribute('aria-label') ?? button.innerText).trim();
  const button = (name: RegExp) => buttons().find(one => name.test(nameOf(one)));
  const usable = (name: RegExp) => {
    const found = button(name);
    return found !== undefined && !found.disabled ? found : undefined;
  };
  const list = (label: string) => document.querySelector(`[aria-label="${label}"]`);
  let step = 'begin';
  const said = () =>
    [...document.querySelectorAll('[role="alert"], [class*="notice"]')]
      .map(one => (one instanceof HTMLElement ? one.innerText : ''))
      .join(' ')
      .slice(0, 300);

  /** What `look` finds, once it does; undefined after the limit. */
  const until = async <T>(name: string, look: () => T | undefined | null | false, forMs = limitMs) => {
    step = name;
    const endMs = performance.now() + forMs;
    for (;;) {
      const found = look();
      if (found) return found;
      if (performance.now() > endMs) return undefined;
      await frame();
    }
  };
  const givenUp = (): RungUp => ({outcome: 'given-up', step, said: said()});
  const sentenceOn = (entered: string) =>
    [...(list('What became of the code')?.children ?? [])]
      .map(one => (one instanceof HTMLElement ? one.innerText.trim() : ''))
      .find(text => text.startsWith(entered))
      ?.slice(entered.length + 1) ?? 'nothing said';
  const lines = () => list('Lines of the order')?.children.length ?? 0;

  const scan = (text: string) => {
    const startMs = performance.now();
    const target = document.activeElement ?? document.body;
    for (const [place, key] of [...text, 'Enter'].entries()) {
      const press = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true});
      Object.defineProperty(press, 'timeStamp', {value: startMs + place * 4});
      target.dispatchEvent(press);
    }
  };

  usable(/^Next sale/)?.click();
  usable(/^Back to the order/)?.click();
  if (!(await until('order screen', () => list('Code or gift card') ?? list('Codes')))) return givenUp();
  // What an earlier sale that was given up left behind.
  for (const left of buttons().filter(one => /^(Remove|Take .* off)/.test(nameOf(one)))) left.click();
  if (!(await until('empty order', () => lines() === 0))) return givenUp();

  for (const [at, ean] of eans.entries()) {
    await frame();
    scan(ean);
    if (!(await until(`product ${at + 1}`, () => lines() > at))) return givenUp();
  }

  let codeApplied = false;
  let codeSaid: string | null = null;
  if (code !== null) {
    const input = document.querySelector<HTMLInputElement>('section[aria-label="Codes"] input');
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    if (input === null || setter === undefined) return givenUp();
    setter.call(input, code);
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await frame();
    input.form?.requestSubmit();
    const chipOf = () => buttons().find(one => nameOf(one).startsWith(`${code}: `));
    const answered = await until(
      'answer to the code',
      () => {
        const chip = chipOf();
        return chip !== undefined && !nameOf(chip).startsWith(`${code}: checking`) ? chip : undefined;
      },
      codeLimitMs,
    );
    codeApplied = answered !== undefined && nameOf(answered).startsWith(`${code}: applied`);
    if (!codeApplied) {
      codeSaid = answered === undefined ? 'no answer' : sentenceOn(code);
      button(new RegExp(`^Take ${code} off`))?.click();
      if (!(await until('code taken off', () => chipOf() === undefined))) return givenUp();
    }
  }

  const pay = await until('Pay', () => usable(/^Pay(\s|$)/));
  if (pay === undefined) return givenUp();
  pay.click();
  const next = await until('payment', () => usable(/^Exact/) ?? usable(/^Complete sale/));
  if (next === undefined) return givenUp();
  if (/^Exact/.test(nameOf(next))) next.click();
  const complete = await until('Complete sale', () => usable(/^Complete sale/));
  if (complete === undefined) return givenUp();
  complete.click();
  const end = await until('Paid', () => {
    const receipt = document.querySelector('article[aria-label^="Receipt "]');
    const isPaid = [...document.querySelectorAll('h1')].some(one => /^\s*Paid/.test(one.innerText));
    if (receipt !== null && isPaid) return receipt.getAttribute('aria-label')?.replace('Receipt ', '');
    return /not completed/.test(said()) ? 'refused' : undefined;
  });
  if (end === undefined || end === 'refused') return givenUp();
  return {outcome: 'paid', receipt: end, codeApplied, codeSaid};
}
