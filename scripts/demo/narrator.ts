/** Tells the demo as it goes: one numbered line a step, pictures of it, and the first thing that is not as told. */
import {join} from 'node:path';
import type {Page} from 'playwright';

export interface Narrator {
  /** Prints `✓ 07  what` when `work` did as told, and throws with what went wrong when it did not. */
  step(what: string, work: () => Promise<void>): Promise<void>;
  /** Leaves `07-name.png` of the step under way. */
  picture(page: Page, name: string): Promise<void>;
  readonly told: () => number;
  /** Says nothing more: what still fails then fails because the play was stopped. */
  end(): void;
}

export function narrator(outputFolder: string): Narrator {
  let count = 0;
  let hasEnded = false;
  const number = () => String(count).padStart(2, '0');
  return {
    step: async (what, work) => {
      count += 1;
      try {
        await work();
      } catch (cause) {
        if (!hasEnded) console.log(`✗ ${number()}  ${what}`);
        throw cause;
      }
      console.log(`✓ ${number()}  ${what}`);
    },
    picture: async (page, name) => {
      await page.screenshot({path: join(outputFolder, `${number()}-${name}.png`), animations: 'disabled'});
    },
    told: () => count,
    end: () => {
      hasEnded = true;
    },
  };
}

/** Stops the demo when something is not as told; says what was expected and what is there. */
export function expectEqual<T>(what: string, actual: T, expected: T): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: expected ${should}, found ${is}`);
}
