import type {Page} from '@playwright/test';
import {
  type BridgeChannel,
  type BridgeInput,
  type BridgeOutput,
  bridgeContract,
} from '../../shared/protocol/bridge.ts';

/** Asks through the page's own bridge, as the till does, and parses the answer as the till must. */
export async function ask<C extends BridgeChannel>(
  page: Page,
  channel: C,
  input: BridgeInput<C>,
): Promise<BridgeOutput<C>> {
  const answer = await page.evaluate(
    ([to, given]) => window.counterfoil?.invoke(to as never, given as never),
    [channel, input] as const,
  );
  return bridgeContract[channel].output.parse(answer) as BridgeOutput<C>;
}

/** The message a call is rejected with; it need not be one the types allow. */
export function rejection(page: Page, channel: string, input: unknown): Promise<string> {
  return page.evaluate(
    ([to, given]) =>
      window.counterfoil?.invoke(to as never, given as never).then(
        () => 'was answered',
        (error: Error) => error.message,
      ) ?? 'no bridge',
    [channel, input] as const,
  );
}
