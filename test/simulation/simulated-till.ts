/**
 * A till of the simulation: the production till core (books, uplink, sale, void) on a simulated disk, clock and network,
 * and a cashier who scans codes, sells, takes back and switches off.
 */
import {createStore} from 'zustand/vanilla';
import {tillClock} from '../../renderer/clock/till-clock.ts';
import type {EnrolmentSecrets, TillIdentity} from '../../renderer/identity/enrolment-secret.ts';
import {type Journal, noJournal} from '../../renderer/journal/journal.ts';
import {readKeptClock} from '../../renderer/till-ledger/kept-clock.ts';
import {reconcileJournal, restoreFormer} from '../../renderer/till-ledger/reconcile-journal.ts';
import {resumeIdentity, saveEnrolment} from '../../renderer/till-ledger/save-enrolment.ts';
import type {Till} from '../../renderer/till-ledger/till.ts';
import {connecting} from '../../renderer/uplink/connection.ts';
import {usualPace} from '../../renderer/uplink/pace.ts';
import {runUplink} from '../../renderer/uplink/run-uplink.ts';
import {type TillLine, tillLine} from '../../renderer/uplink/till-line.ts';
import type {UplinkStatus} from '../../renderer/uplink/uplink-status.ts';
import type {ExchangeRequest} from '../../shared/protocol/exchange.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import {type Life, mortal, newLife} from './mortal.ts';
import type {Plant} from './plants.ts';
import type {Stream} from './seeded-random.ts';
import {copyOfFiles, simulatedJournal} from './simulated-journal.ts';
import type {SimulatedMachine} from './simulated-machine.ts';
import {simulatedReplica} from './simulated-replica.ts';
import type {SimulatedTime} from './simulated-time.ts';
import {simulatedWake} from './simulated-wake.ts';
import type {TillHardware} from './till-hardware.ts';
import {type TillNet, tillPorts} from './till-net.ts';
import type {Truth} from './truth.ts';

export interface RunningProcess {
  readonly till: Till;
  readonly line: TillLine;
  readonly life: Life;
  status(): UplinkStatus;
  nudge(): void;
}

export interface SimulatedTill {
  readonly index: number;
  readonly hardware: TillHardware;
  readonly random: Stream;
  /** Null while it is off, or not enrolled. */
  process: RunningProcess | null;
  /** `gone`: destroyed, or taken out of service for good. */
  state: 'in use' | 'gone';
  identity: TillIdentity | null;
  /** Something may have been committed since the books were last looked at. */
  isTouched: boolean;
}

export interface TillSurroundings {
  readonly time: SimulatedTime;
  readonly net: TillNet;
  readonly truth: Truth;
  readonly prepositions: boolean;
  readonly plant: Plant | null;
  readonly powerFails: (node: SimulatedTill) => void;
  /** Something threw that never should. */
  readonly broke: (error: unknown) => void;
}

/** A little slower than a real till, whose every beat costs a simulation time. */
const pace = {...usualPace, onlineMs: 3_000};

/** Starts the process on what the disk holds. Nothing happens where the machine is not enrolled. */
export async function startTill(node: SimulatedTill, around: TillSurroundings): Promise<void> {
  const {hardware, random} = node;
  const life = newLife();
  const {plant} = around;
  const kept = hardware.disk.connect();
  const ports = tillPorts(node, around.net, hardware.secret?.token ?? '', life, plant);
  const planted = {
    hardware,
    ledger: kept,
    random,
    say: (request: ExchangeRequest) => void ports.line.send(request),
    cutPower: () => around.powerFails(node),
  };
  const ledger = plant?.ledger?.(planted) ?? kept;
  const clock = tillClock(
    hardware.machine.monotonic,
    () => hardware.machine.wallMs(),
    await readKeptClock(ledger),
  );
  const resumed = await resumeIdentity(ledger, secretsOf(hardware), {clock: clock.read(), random});
  if (resumed === null || hardware.secret === null) return;
  const {identity, recovered} = resumed;
  node.identity = identity;
  const journalOf = (epoch: number): Journal =>
    hardware.hasJournal
      ? mortal(life, simulatedJournal(hardware.journalDisk, `${identity.deviceId} ${epoch}`))
      : noJournal;
  const journal = journalOf(identity.epoch);
  const till: Till = {ledger, replica: mortal(life, hardware.replica), identity, clock, journal, random};
  await reconcileJournal(till);
  for (let epoch = 1; recovered && epoch < identity.epoch; epoch += 1)
    await restoreFormer(ledger, journalOf(epoch));
  const status = createStore<UplinkStatus>(() => initialStatus(till));
  const outside = plant?.line?.(ports.line, planted) ?? ports.line;
  const line = tillLine(till, outside, ports.puller, connecting(clock.nowMs(), null), status);
  const beat = simulatedWake(around.time, life, `till ${node.index} wakes`);
  const stopped = new AbortController();
  void runUplink({
    line,
    pace,
    wake: beat,
    random: () => random.next(),
    signal: stopped.signal,
    preposition: {wanted: around.prepositions},
    queued: () => hardware.disk.look().operation.having('state', 'queued').length,
    isLive: () => false,
  }).catch(around.broke);
  node.process = {till, line, life, status: () => status.getState(), nudge: () => beat.now()};
  node.isTouched = true;
}

/** The process is gone, the machine goes on. */
export function endProcess(node: SimulatedTill): void {
  node.process?.life.end();
  node.process = null;
  node.isTouched = true;
}

/** Makes the machine the till of this enrolment, as `enrol` does: the secret first. */
export async function keepEnrolment(
  node: SimulatedTill,
  identity: TillIdentity,
  token: string,
  receiptSequence: number,
  plant: Plant | null = null,
): Promise<void> {
  const ledger = node.hardware.disk.connect();
  if (plant?.enrolment === 'begins again') {
    await ledger.meta.delete('identity');
    const rows = await ledger.operation.all();
    await ledger.operation.deleteMany(rows.map(row => [row.deviceId, row.epoch, row.sequence]));
  }
  node.hardware.secret = {identity, token, receiptSequence};
  const clock = tillClock(node.hardware.machine.monotonic, () => node.hardware.machine.wallMs()).read();
  await saveEnrolment(ledger, {identity, receiptSequence, clock, random: node.random});
  if (plant?.enrolment === 'drops the queue') {
    const queued = await ledger.operation.having('state', ['queued']);
    await ledger.operation.deleteMany(queued.map(row => [row.deviceId, row.epoch, row.sequence]));
  }
  node.identity = identity;
  node.isTouched = true;
}

/** Notes what was committed since the last look. */
export function observeBooks(node: SimulatedTill, truth: Truth, seen: Set<string>): void {
  if (!node.isTouched) return;
  node.isTouched = false;
  for (const row of node.hardware.disk.look().operation.rows.values()) {
    if (seen.has(row.id)) continue;
    seen.add(row.id);
    truth.committed(node.index, operationSchema.parse(JSON.parse(row.bytes)));
  }
}

export function copyOfHardware(hardware: TillHardware, machine: SimulatedMachine): TillHardware {
  const {journalDisk} = hardware;
  return {
    ...hardware,
    machine,
    disk: hardware.disk.clone(),
    journalDisk: {files: copyOfFiles(journalDisk.files), isBroken: journalDisk.isBroken},
    replica: simulatedReplica(),
  };
}

function secretsOf(hardware: TillHardware): EnrolmentSecrets {
  return {
    read: async () => (hardware.hasKeyStore ? hardware.secret : null),
    trouble: async () => null,
    async write(secret) {
      hardware.secret = secret;
      return {ok: true, weak: false};
    },
  };
}

function initialStatus(till: Till): UplinkStatus {
  return {
    state: 'connecting',
    sinceMs: till.clock.nowMs(),
    lastContactMs: null,
    lastFullSyncMs: null,
    queued: 0,
    problems: 0,
    skewMs: till.clock.skewMs,
    role: 'leader',
    snapshot: null,
  };
}
