import {expect, test} from 'vitest';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import {connectionText} from './connection-text.ts';

const online: UplinkStatus = {
  state: 'online',
  sinceMs: Date.UTC(2026, 10, 20, 13, 2),
  lastContactMs: null,
  lastFullSyncMs: 1,
  queued: 0,
  problems: 0,
  skewMs: 0,
  role: 'leader',
  snapshot: null,
};

test.each<[Partial<UplinkStatus>, string]>([
  [{}, 'Online'],
  [{problems: 2}, 'Online: 2 entries need attention'],
  [{lastFullSyncMs: null, snapshot: {applied: 10, head: 900}}, 'Limited: catalogue still loading'],
  [{state: 'offline'}, 'Offline since 14:02: selling goes on'],
  [{state: 'refused', refusedReason: 'till_revoked'}, 'Till revoked: ask a manager'],
  [{state: 'refused', refusedReason: 'till_fenced'}, 'This till was seen twice: enrol again'],
  [{state: 'refused', refusedReason: 'key_lost'}, 'This till lost its key: enrol again'],
  [{state: 'refused', refusedReason: 'unauthorized'}, 'Not admitted: ask a manager'],
  [{state: 'refused', refusedReason: 'wrong_server'}, 'Wrong server: selling goes on'],
  [{state: 'refused', refusedReason: 'amnesia'}, 'This till lost its memory: enrol again'],
  [{state: 'connecting'}, 'Connecting …'],
])('%o reads “%s”', (part, label) => {
  expect(connectionText({...online, ...part}, 'Europe/Berlin').label).toBe(label);
});

test('a revoked till is promised nothing that enrolling it again does not do', () => {
  const revoked: UplinkStatus = {...online, state: 'refused', refusedReason: 'till_revoked'};
  const {detail} = connectionText(revoked, 'Europe/Berlin');
  expect(detail).toContain('is kept here');
  expect(detail).not.toMatch(/can be sent/);
});
