import type {IpcMainInvokeEvent} from 'electron';
import {expect, test} from 'vitest';
import {bridgeChannels} from '../../shared/protocol/bridge-channels.ts';
import {answer, type BridgeHandlers, registerBridge} from './register-bridge.ts';

type Frame = NonNullable<IpcMainInvokeEvent['senderFrame']>;
type Sender = Pick<IpcMainInvokeEvent, 'senderFrame'>;

const frame = (url: string, parent: Frame | null = null): Sender => ({
  senderFrame: {url, parent} as Partial<Frame> as Frame,
});
const till = frame('app://counterfoil/');

const sound = {seq: 1, hash: 'f'.repeat(64), body: ''};
const reached: string[] = [];
const handlers: BridgeHandlers = {
  'app:info': () => ({
    version: '1.0.0',
    packaged: false,
    platform: 'linux',
    bootId: 'b',
    uptimeMs: 1,
    serverUrl: null,
  }),
  'secret:set': ({key}) => {
    reached.push(key);
    return {ok: true, weak: false};
  },
  'secret:get': () => ({ok: true, weak: false, value: 5}) as never,
  'secret:delete': () => ({ok: true}),
  'journal:append': ({records}) => ({ok: true, written: records.length, headSeq: 1, damage: []}),
  'journal:read': ({limit}) => ({ok: true, records: [], more: limit === 200, headSeq: null, damage: []}),
  'export:save': ({text}) => ({ok: true, byteLength: text.length}),
};

test('every channel of the contract is opened once, and no other', () => {
  const opened: string[] = [];
  registerBridge({handle: channel => opened.push(channel)}, handlers);
  expect(opened).toEqual(bridgeChannels);
});

test('input that fits is answered, with defaults filled in', async () => {
  const read = await answer(handlers, 'journal:read', till, {deviceId: 'd', afterSeq: -1});
  expect(read).toMatchObject({more: true});
});

test.each([
  ['app:info', 'anything at all', {}],
  ['secret:set', 'nothing', undefined],
  ['secret:set', 'no value', {key: 'x'}],
  ['secret:set', 'a key with blanks', {key: 'X y', value: 'hush'}],
  ['secret:set', 'a key of the language', {key: '__proto__', value: 'hush'}],
  ['secret:set', 'a value too long', {key: 'x', value: 'hush'.repeat(5000)}],
  ['secret:get', 'a number for a key', {key: 5}],
  ['journal:append', 'a path for a device', {deviceId: '../other', records: [sound]}],
  ['journal:append', 'no records', {deviceId: 'd', records: []}],
  ['journal:append', 'half a number', {deviceId: 'd', records: [{...sound, seq: 1.5}]}],
  ['journal:append', 'a hash in capitals', {deviceId: 'd', records: [{...sound, hash: 'F'.repeat(64)}]}],
  ['journal:read', 'a number before the first', {deviceId: 'd', afterSeq: -2}],
  ['export:save', 'a path for a name', {suggestedName: '../x', text: ''}],
  ['export:save', 'a drive for a name', {suggestedName: 'C:x', text: ''}],
  ['export:save', 'no name', {suggestedName: '', text: ''}],
] as const)('%s with %s is refused before its handler', async (channel, _what, input) => {
  reached.length = 0;
  await expect(answer(handlers, channel, till, input)).rejects.toThrow(`${channel}: bad input at .`);
  expect(reached).toEqual([]);
});

test('a refusal names the place and never repeats the input', async () => {
  const refused = answer(handlers, 'secret:set', till, {key: 'hush hush', value: 5});
  await expect(refused).rejects.toThrow(
    'secret:set: bad input at .key (invalid_format), .value (invalid_type)',
  );
});

test('an answer that breaks the contract does not leave the main process', async () => {
  await expect(answer(handlers, 'secret:get', till, {key: 'x'})).rejects.toThrow();
});

test.each([
  ['a page elsewhere', frame('https://evil.example/')],
  ['a page whose address begins like ours', frame('app://counterfoil.evil.example/')],
  ['a frame inside a till page', frame('app://counterfoil/', {} as Frame)],
  ['a frame that is gone', {senderFrame: null}],
])('%s is not answered', async (_who, sender) => {
  await expect(answer(handlers, 'app:info', sender, undefined)).rejects.toThrow('app:info: untrusted sender');
});
