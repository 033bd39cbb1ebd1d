import type {IpcMain, IpcMainInvokeEvent} from 'electron';
import type * as z from 'zod';
import {type BridgeChannel, type BridgeOutput, bridgeContract} from '../../shared/protocol/bridge.ts';
import {bridgeChannels} from '../../shared/protocol/bridge-channels.ts';
import {isTrustedSender} from './is-trusted-sender.ts';

/** What a handler gets is parsed, with defaults filled in. */
type Parsed<C extends BridgeChannel> = z.output<(typeof bridgeContract)[C]['input']>;

export type BridgeHandlers = {
  readonly [C in BridgeChannel]: (input: Parsed<C>) => BridgeOutput<C> | Promise<BridgeOutput<C>>;
};

/** Opens every channel of the contract, and no other. */
export function registerBridge(ipcMain: Pick<IpcMain, 'handle'>, handlers: BridgeHandlers): void {
  for (const channel of bridgeChannels)
    ipcMain.handle(channel, (event, input: unknown) => answer(handlers, channel, event, input));
}

/** Rejects, naming channel and place, when the sender is not a till page or the input does not fit the contract. */
export async function answer<C extends BridgeChannel>(
  handlers: BridgeHandlers,
  channel: C,
  event: Pick<IpcMainInvokeEvent, 'senderFrame'>,
  input: unknown,
): Promise<BridgeOutput<C>> {
  if (!isTrustedSender(event)) throw new Error(`${channel}: untrusted sender`);
  const parsed = bridgeContract[channel].input.safeParse(input);
  if (!parsed.success) throw new Error(`${channel}: bad input at ${places(parsed.error)}`);
  // The compiler cannot see that one channel's schema, handler and answer belong together.
  const given = parsed.data as Parsed<C>;
  return bridgeContract[channel].output.parse(await handlers[channel](given)) as BridgeOutput<C>;
}

/** Where the input does not fit; never what it was, which may be a secret. */
function places(error: z.ZodError): string {
  return error.issues.map(issue => `.${issue.path.join('.')} (${issue.code})`).join(', ');
}
