/**
 * The allow-list of the bridge, as plain data: the sandboxed preload bundles this file and nothing else of
 * the contract, so it carries no schema library. A test keeps it equal to the keys of `bridgeContract`.
 */
export const bridgeChannels = [
  'app:info',
  'secret:set',
  'secret:get',
  'secret:delete',
  'journal:append',
  'journal:read',
  'export:save',
] as const;

export type BridgeChannel = (typeof bridgeChannels)[number];
