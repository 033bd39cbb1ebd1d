import type {Session} from 'electron';
import {isTillAddress} from './till-address.ts';

/**
 * What a till page may have. Lasting storage holds the sales; copying is for receipt numbers; the networks are where
 * a shop's own sync server stands. Everything else is denied.
 */
const granted: ReadonlySet<string> = new Set([
  'persistent-storage',
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
]);

export function lockPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(granted.has(permission) && isTillAddress(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.has(permission) && isTillAddress(origin),
  );
  session.setDevicePermissionHandler(() => false);
}
