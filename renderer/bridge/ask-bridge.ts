import {
  type BridgeChannel,
  type BridgeInput,
  type BridgeOutput,
  bridgeContract,
  type CounterfoilBridge,
} from '../../shared/protocol/bridge.ts';

/** Asks main and parses what comes back: an answer of another version is an error here, not somewhere later. */
export async function askBridge<C extends BridgeChannel>(
  bridge: CounterfoilBridge,
  channel: C,
  input: BridgeInput<C>,
): Promise<BridgeOutput<C>> {
  const answer: unknown = bridgeContract[channel].output.parse(await bridge.invoke(channel, input));
  return answer as BridgeOutput<C>;
}
