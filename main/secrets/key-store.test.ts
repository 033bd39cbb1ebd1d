import type {SafeStorage} from 'electron';
import {expect, test} from 'vitest';
import {systemKeyStore} from './key-store.ts';

const backend = (name: string) =>
  ({getSelectedStorageBackend: () => name}) as Pick<SafeStorage, 'getSelectedStorageBackend'> as SafeStorage;

test('only the password that every Linux shares is weak', () => {
  expect(systemKeyStore(backend('basic_text'), 'linux').weak()).toBe(true);
  expect(systemKeyStore(backend('gnome_libsecret'), 'linux').weak()).toBe(false);
});

test('other systems are not asked for a Linux backend', () => {
  const none = {} as Partial<SafeStorage> as SafeStorage;
  expect(systemKeyStore(none, 'win32').weak()).toBe(false);
  expect(systemKeyStore(none, 'darwin').weak()).toBe(false);
});
