import {epochMs} from '../../shared/kernel/epoch.ts';
import {accountOwner} from '../../shared/ledger/account-key.ts';
import {type Lease, remaining} from '../../shared/ledger/lease.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {Dialog} from '../design/dialog.tsx';
import {formatClock, formatDateTime, formatDuration} from '../design/format-time.ts';
import {Icon} from '../design/icon.tsx';
import {readVouchers} from '../till-db/find-voucher.ts';
import {type QueueEntry, readQueue} from '../till-db/queue.ts';
import {readLeases} from '../till-db/read-leases.ts';
import {readOthers} from '../till-db/read-other.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {useLive} from '../till-db/use-live.ts';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import {connectionText} from './connection-text.ts';
import {heldAmount, heldName, type OwnerNames} from './held-lease-text.ts';
import {outcomeText} from './outcome-text.ts';
import styles from './queue-inspector.module.css';

export interface QueueInspectorProps {
  readonly till: TillContext;
  readonly status: UplinkStatus;
  readonly currency: Currency;
  readonly timeZone: string;
  /** Whether the browser promised to keep the till's storage when the disk runs full. */
  readonly isStoragePersistent: boolean;
  readonly onClose: () => void;
}

/** What was sent, what waits, what the server said, and what this till may spend without asking. */
export function QueueInspector(props: QueueInspectorProps) {
  const {till, status, currency, timeZone, isStoragePersistent, onClose} = props;
  const queue = useLive(() => readQueue(till.db), [till]);
  const nowMs = till.clock.nowMs();
  const {label, detail} = connectionText(status, timeZone);
  return (
    <Dialog isOpen title="Connection and queue" width="wide" isReading onClose={onClose}>
      <div className={styles['inspector']}>
        <p>
          <strong>{label}.</strong> {detail}
        </p>
        <Counters status={status} timeZone={timeZone} isStoragePersistent={isStoragePersistent} />
        <section aria-label="Queue">
          <h3 className={styles['heading']}>Queue</h3>
          {queue?.entries.length === 0 && (
            <p className={styles['none']}>Nothing has been sold at this till yet.</p>
          )}
          <ul className={styles['entries']}>
            {queue?.entries.map(entry => (
              <EntryLine key={entry.id} entry={entry} nowMs={nowMs} timeZone={timeZone} />
            ))}
          </ul>
        </section>
        <Leases till={till} currency={currency} timeZone={timeZone} />
      </div>
    </Dialog>
  );
}

function Counters(props: Pick<QueueInspectorProps, 'status' | 'timeZone' | 'isStoragePersistent'>) {
  const {status, timeZone, isStoragePersistent} = props;
  const at = (ms: number | null) =>
    ms === null ? 'never' : formatDateTime(epochMs(Math.floor(ms)), timeZone);
  const skew = status.skewMs === null ? 'unknown until connected' : skewText(status.skewMs);
  const facts = [
    ['To send', String(status.queued)],
    ['Need attention', String(status.problems)],
    ['Last contact', at(status.lastContactMs)],
    ['Last full sync', at(status.lastFullSyncMs)],
    ['Computer’s clock', skew],
    ['Storage', isStoragePersistent ? 'protected' : 'not promised by the browser'],
    ['This window', status.role === 'leader' ? 'talks to the server' : 'follows another window'],
  ] as const;
  return (
    <dl className={styles['counters']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function skewText(skewMs: number): string {
  if (Math.abs(skewMs) < 2000) return 'right';
  return `${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`;
}

interface EntryLineProps {
  readonly entry: QueueEntry;
  readonly nowMs: number;
  readonly timeZone: string;
}

const kinds: Readonly<Record<QueueEntry['kind'], string>> = {
  sale: 'Sale',
  'lease-return': 'Given back',
  void: 'Taken back',
  edit: 'Change',
  'rollback-seen': 'Taken back elsewhere',
  lockout: 'Wrong PIN',
};

function EntryLine({entry, nowMs, timeZone}: EntryLineProps) {
  const isDone = entry.state === 'acknowledged' && !entry.isProblem;
  const look = entry.isProblem ? 'problem' : isDone ? 'done' : 'waiting';
  return (
    <li className={`${styles['entry']} ${styles[look]}`}>
      <Icon name={entry.isProblem ? 'warning' : isDone ? 'check' : 'hourglass'} />
      <span className={styles['what']}>
        <strong>
          {kinds[entry.kind]} {entry.receiptNumber}
        </strong>
        <span>{outcomeText(entry, nowMs)}</span>
      </span>
      <span className={styles['facts']}>
        <span>{formatClock(epochMs(entry.madeAtMs), timeZone)}</span>
        <span>{formatDuration(nowMs - entry.madeAtMs)} ago</span>
        <span>{(entry.sizeBytes / 1024).toFixed(1)} kB</span>
      </span>
    </li>
  );
}

interface LeasesProps {
  readonly till: TillContext;
  readonly currency: Currency;
  readonly timeZone: string;
}

/** Of what leases are named after: codes of vouchers, names of campaigns and promotions. */
async function readNames(db: TillContext['db'], leases: readonly Lease[]): Promise<OwnerNames> {
  const owners = leases.flatMap(({account}) => accountOwner(account) ?? []);
  const [vouchers, campaigns, tiers] = await Promise.all([
    readVouchers(
      db,
      owners.filter(id => id.startsWith('v_')),
    ),
    readOthers(db.cache, 'campaign'),
    readOthers(db.cache, 'promotion_tier'),
  ]);
  return new Map([
    ...vouchers.map(({id, code}) => [id, code] as const),
    ...[...campaigns, ...tiers].map(({id, name}) => [id, name] as const),
  ]);
}

/** Leases held: codes, cards, limits and money this till may spend offline. Codes are masked. */
function Leases({till, currency, timeZone}: LeasesProps) {
  const nowMs = till.clock.nowMs();
  const held = useLive(async () => {
    const open = (await readLeases(till.db)).filter(lease => remaining(lease) > 0);
    const names = await readNames(till.db, open);
    return open.map(lease => ({lease, name: heldName(lease.account, names)}));
  }, [till]);
  return (
    <section aria-label="Leases held">
      <h3 className={styles['heading']}>Held for offline: {held?.length ?? 0}</h3>
      {held?.length === 0 && <p className={styles['none']}>No limited code or card is held by this till.</p>}
      <ul className={styles['leases']}>
        {held?.map(({lease, name}) => (
          <li key={lease.id} className={styles['lease']}>
            <strong>{name}</strong>
            <span>{heldAmount(lease, epochMs(Math.floor(nowMs)), currency)}</span>
            <span>until {formatClock(lease.expiresAtMs, timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
