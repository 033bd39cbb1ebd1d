/** The connection in words a cashier can act on. Offline is not an error: selling goes on. */
import {epochMs} from '../../shared/kernel/epoch.ts';
import {formatClock} from '../design/format-time.ts';
import type {UplinkStatus} from '../uplink/uplink-status.ts';

export interface ConnectionText {
  readonly tone: 'good' | 'warn' | 'bad';
  /** For the indicator: one short line. */
  readonly label: string;
  /** What it means and what to do. */
  readonly detail: string;
}

export function connectionText(status: UplinkStatus, timeZone: string): ConnectionText {
  switch (status.state) {
    case 'connecting':
      return {
        tone: 'warn',
        label: 'Connecting …',
        detail: 'Looking for the server. Selling works meanwhile.',
      };
    case 'online':
      return onlineText(status);
    case 'offline':
      return {
        tone: 'warn',
        label: `Offline since ${formatClock(epochMs(status.sinceMs), timeZone)}: selling goes on`,
        detail:
          'Everything sold is kept here and sent when the connection is back. Codes and cards this till holds work; others can be used where the connection is.',
      };
    case 'refused':
      return refusedText(status);
  }
}

function onlineText(status: UplinkStatus): ConnectionText {
  if (status.snapshot !== null && status.lastFullSyncMs === null) {
    return {
      tone: 'warn',
      label: 'Limited: catalogue still loading',
      detail: 'Products and offers are being downloaded.',
    };
  }
  if (status.problems > 0) {
    const count = status.problems === 1 ? '1 entry needs' : `${status.problems} entries need`;
    return {tone: 'warn', label: `Online: ${count} attention`, detail: 'A manager should look at the queue.'};
  }
  return {tone: 'good', label: 'Online', detail: 'Connected to the server. What is sold arrives at once.'};
}

function refusedText({refusedReason}: UplinkStatus): ConnectionText {
  switch (refusedReason ?? 'unauthorized') {
    case 'till_revoked':
      return {
        tone: 'bad',
        label: 'Till revoked: ask a manager',
        detail:
          'A manager has withdrawn this till. Finish this sale and start no new one. What was sold is kept here until the server has it; the queue shows what waits.',
      };
    case 'till_fenced':
      return {
        tone: 'bad',
        label: 'This till was seen twice: enrol again',
        detail:
          'This till was seen twice: its storage was copied or restored. Selling goes on without codes and cards that have a limit, and what is sold is still sent. Ask a manager to enrol it again.',
      };
    case 'wrong_server':
      return {
        tone: 'bad',
        label: 'Wrong server: selling goes on',
        detail:
          'Something else answers at the server’s address. Check the network, then the address of the server.',
      };
    case 'amnesia':
      return {
        tone: 'bad',
        label: 'This till lost its memory: enrol again',
        detail:
          'The server has more sales of this till than the till itself. Its storage was wiped or restored; ask a manager to enrol it anew.',
      };
    case 'key_lost':
      return {
        tone: 'bad',
        label: 'This till lost its key: enrol again',
        detail:
          'The server can’t tell any more that this is the till it knows: its storage was wiped. What was sold is kept here and sent once a manager has enrolled it again.',
      };
    case 'unauthorized':
      return {
        tone: 'bad',
        label: 'Not admitted: ask a manager',
        detail:
          'The server does not know this till any more. What was sold is kept here and shown in the queue. A manager can enrol it again.',
      };
  }
}
