import {expect, test} from 'vitest';
import {type Connection, connecting, connectionAfter} from './connection.ts';

/** `+2` an answer at second 2, `-3` a request lost at second 3. */
function after(...events: readonly number[]): Connection {
  return events.reduce(
    (connection, event) =>
      connectionAfter(connection, {kind: event < 0 ? 'lost' : 'heard', atMs: Math.abs(event) * 1_000}),
    connecting(0, null),
  );
}

test('the first answer is online, the first failure is offline', () => {
  expect(after(1)).toMatchObject({state: 'online', sinceMs: 1_000, lastContactMs: 1_000});
  expect(after(-1)).toMatchObject({state: 'offline', sinceMs: 1_000});
});

test('a single lost request is no outage', () => {
  expect(after(1, -3, 4)).toMatchObject({state: 'online', sinceMs: 1_000, lost: 0});
});

test('two lost over three seconds, or three in a row, are one, dated from the first', () => {
  expect(after(1, -3, -4).state).toBe('online');
  expect(after(1, -3, -6)).toMatchObject({state: 'offline', sinceMs: 3_000, lastContactMs: 1_000});
  expect(after(1, -3, -3.5, -4)).toMatchObject({state: 'offline', sinceMs: 3_000});
});

test('one answer in a young outage is not yet a recovery, two are; after a long one, one is', () => {
  expect(after(-1, 2).state).toBe('offline');
  expect(after(-1, 2, -3, 4).state).toBe('offline');
  expect(after(-1, 2, 3)).toMatchObject({state: 'online', sinceMs: 3_000});
  expect(after(-1, -5, 12)).toMatchObject({state: 'online', sinceMs: 12_000});
});

test('a refusal stands until the server talks again; lost requests do not hide it', () => {
  const refused = connectionAfter(after(1), {kind: 'refused', atMs: 2_000, reason: 'till_revoked'});
  expect(refused).toMatchObject({state: 'refused', refusedReason: 'till_revoked', sinceMs: 2_000});
  const lost = connectionAfter(refused, {kind: 'lost', atMs: 3_000});
  expect(lost.state).toBe('refused');
  expect(connectionAfter(lost, {kind: 'heard', atMs: 4_000})).toMatchObject({
    state: 'online',
    refusedReason: null,
  });
});
