import type {Session, WebContents} from 'electron';
import {expect, test} from 'vitest';
import {lockPermissions} from './lock-permissions.ts';

type Request = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type Permission = Parameters<Check>[1];

/** Locks a session that only remembers its handlers, and asks them. */
function locked() {
  let request: Request | null = null;
  let check: Check | null = null;
  let device: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  lockPermissions({
    setPermissionRequestHandler: handler => {
      request = handler;
    },
    setPermissionCheckHandler: handler => {
      check = handler;
    },
    setDevicePermissionHandler: handler => {
      device = handler;
    },
  } as Partial<Session> as Session);
  return {
    ask(permission: Permission, address: string): {requested: boolean; checked: boolean} {
      let requested = false;
      const contents = {getURL: () => address} as Partial<WebContents> as WebContents;
      (request as Request | null)?.(
        contents,
        permission,
        granted => {
          requested = granted;
        },
        {} as never,
      );
      const checked = (check as Check | null)?.(null, permission, address, {} as never) ?? false;
      return {requested, checked};
    },
    device: () => (device as (() => boolean) | null)?.(),
  };
}

test('a till page may keep its data and reach a server in the shop', () => {
  for (const permission of ['persistent-storage', 'clipboard-sanitized-write', 'loopback-network'] as const)
    expect(locked().ask(permission, 'app://counterfoil/')).toEqual({requested: true, checked: true});
});

test('camera, place, messages and devices are denied', () => {
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'serial',
    'hid',
    'openExternal',
  ] as const)
    expect(locked().ask(permission, 'app://counterfoil/')).toEqual({requested: false, checked: false});
  expect(locked().device()).toBe(false);
});

test('another page gets nothing', () => {
  const nothing = {requested: false, checked: false};
  expect(locked().ask('persistent-storage', 'https://evil.example/')).toEqual(nothing);
});
