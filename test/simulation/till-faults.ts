/** What can befall a till: its process, its disk, its clock, its second copy, the whole machine. */
import type {TillIdentity} from '../../renderer/identity/enrolment-secret.ts';
import {makeId} from '../../shared/kernel/id.ts';
import type {MemoryDisk} from './memory-ledger-store.ts';
import type {Stream} from './seeded-random.ts';
import {copyOfFiles, type JournalFiles} from './simulated-journal.ts';
import {simulatedMachine} from './simulated-machine.ts';
import {
  copyOfHardware,
  endProcess,
  keepEnrolment,
  observeBooks,
  type SimulatedTill,
  startTill,
} from './simulated-till.ts';
import {askToEnrol, pullOnce} from './till-net.ts';
import {type World, wallNow} from './world.ts';

/** A backup of a whole machine. */
export interface Backup {
  readonly image: ReturnType<MemoryDisk['snapshot']>;
  readonly files: JournalFiles;
  readonly secret: SimulatedTill['hardware']['secret'];
}

export function crashTill(world: World, node: SimulatedTill, downMs: number): void {
  endProcess(node);
  node.hardware.disk.crash();
  restartLater(world, node, downMs);
}

export function cutPower(world: World, node: SimulatedTill, downMs: number): void {
  endProcess(node);
  node.hardware.disk.powerCut();
  node.hardware.replica.cache.powerCut(node.random.between(0, 3));
  node.hardware.machine.boot();
  restartLater(world, node, downMs);
}

/** The process dies at one of its next accesses to the disk, in the middle of a transaction or between two. */
export function dieInCommit(world: World, node: SimulatedTill, random: Stream): void {
  const {disk, machine} = node.hardware;
  const isPowerCut = random.chance(0.5);
  disk.crashIn(random.between(1, 40), () => {
    endProcess(node);
    if (isPowerCut) {
      disk.powerCut();
      machine.boot();
    }
    restartLater(world, node, random.between(100, 4000));
  });
}

/** The process dies while it takes in what the feed brought. */
export function dieInDownload(world: World, node: SimulatedTill, random: Stream): void {
  const {disk, machine, replica} = node.hardware;
  const isPowerCut = random.chance(0.5);
  const lost = random.between(0, 3);
  replica.cache.crashIn(random.between(1, 12), () => {
    endProcess(node);
    if (isPowerCut) {
      disk.powerCut();
      replica.cache.powerCut(lost);
      machine.boot();
    } else disk.crash();
    restartLater(world, node, random.between(100, 4000));
  });
}

/** Another window of the till downloads at the same time; what it asked for may come late. */
export function downloadTwice(world: World, node: SimulatedTill): boolean {
  const {process} = node;
  if (process === null) return false;
  const {till, life} = process;
  const token = node.hardware.secret?.token ?? '';
  void pullOnce(node, world.around.net, token, life, world.plant, till.clock.nowMs());
  return true;
}

/** The browser's storage is thrown away. Without a second copy, what was not sent is lost, and so is who the till was. */
export function wipeLedger(world: World, node: SimulatedTill, downMs: number): void {
  const {hardware} = node;
  endProcess(node);
  loseUncopied(world, node);
  if (!hardware.hasKeyStore) hardware.secret = null;
  hardware.disk.wipe();
  restartLater(world, node, downMs);
}

export function destroyTill(world: World, node: SimulatedTill): void {
  endProcess(node);
  node.state = 'gone';
  world.stains.add('books lost');
  loseUnsent(world, node, 'the till was destroyed');
}

export function backUp(node: SimulatedTill): Backup {
  const {disk, journalDisk, secret} = node.hardware;
  return {image: disk.snapshot(), files: copyOfFiles(journalDisk.files), secret};
}

export function restoreBackup(world: World, node: SimulatedTill, backup: Backup, downMs: number): void {
  const {hardware} = node;
  endProcess(node);
  world.stains.add('played back');
  loseUnsent(world, node, 'its disk was played back to before');
  hardware.disk.restore(backup.image);
  hardware.journalDisk.files = copyOfFiles(backup.files);
  hardware.secret = backup.secret;
  hardware.machine.boot();
  restartLater(world, node, downMs);
}

/** A second machine with the same disk, beside the first. */
export function cloneTill(world: World, node: SimulatedTill): void {
  const traits = world.swarm.clocks[node.index % world.swarm.clocks.length];
  if (traits === undefined) return;
  const index = world.tills.length;
  const machine = simulatedMachine(world.clock, `till ${index}`, traits);
  const twin: SimulatedTill = {
    index,
    random: world.random.split(`till ${index}`),
    hardware: copyOfHardware(node.hardware, machine),
    process: null,
    state: 'in use',
    identity: node.identity,
    isTouched: true,
  };
  world.stains.add('cloned');
  world.tills.push(twin);
  restartLater(world, twin, 500);
}

/** Operations that the second copy does not hold. */
function loseUncopied(world: World, node: SimulatedTill): void {
  const {hasJournal, journalDisk} = node.hardware;
  const copied = new Set([...journalDisk.files.values()].flat().map(record => record.hash));
  for (const {operation, till} of world.truth.all()) {
    const isCopied = hasJournal && !journalDisk.isBroken && copied.has(operation.hash);
    if (till !== node.index || isCopied) continue;
    world.stains.add('books lost');
    if (world.server.hasHeardOf(operation.id)) continue;
    world.truth.lost(operation.id, 'its storage was wiped, and its second copy lacked it');
  }
  if (!hasJournal || journalDisk.isBroken) world.stains.add('books lost');
}

/** What only this machine knew is gone. What the server has heard of by now, or hears of from a twin, is not. */
function loseUnsent(world: World, node: SimulatedTill, because: string): void {
  for (const {operation, till} of world.truth.all()) {
    if (till === node.index && !world.server.hasHeardOf(operation.id))
      world.truth.lost(operation.id, because);
  }
}

export function restartLater(world: World, node: SimulatedTill, downMs: number): void {
  world.time.after(downMs, `till ${node.index} starts`, () => {
    if (node.process !== null || node.state === 'gone') return;
    void startTill(node, world.around).then(
      () => {
        if (node.process === null && node.state === 'in use') enrolAgainLater(world, node, 1_000);
      },
      // A disk that did not take what is written at start: whoever stands there starts it again.
      () => restartLater(world, node, 1_000),
    );
  });
}

/**
 * A manager enrols the machine anew. The code is asked for with one nonce until an answer comes. A till that knows who
 * it was stays that device in a later epoch.
 */
export function enrolAgainLater(world: World, node: SimulatedTill, delayMs: number): void {
  const {deviceId} = node.identity ?? {};
  if (deviceId === undefined) return;
  world.time.after(delayMs, `a manager enrols till ${node.index} again`, () => {
    if (node.state === 'gone') return;
    world.tally.count('enrolled again');
    const code = world.server.issueCode(deviceId);
    const nonce = makeId('op', wallNow(world), node.random);
    void enrolUntilHeard(world, node, code, nonce);
  });
}

async function enrolUntilHeard(
  world: World,
  node: SimulatedTill,
  code: string,
  nonce: string,
): Promise<void> {
  for (;;) {
    if (node.state === 'gone') return;
    const answer = await askToEnrol(node.index, world.around.net, code, nonce);
    if (answer.ok) {
      const {token, lastReceiptSequence, serverMs: _serverMs, ...identity} = answer.value;
      observeNow(world, node);
      endProcess(node);
      node.hardware.disk.crash();
      try {
        const enrolled = {...identity, serverUrl: 'http://server'};
        await keepEnrolment(node, enrolled, token, lastReceiptSequence, world.plant);
        await startTill(node, world.around);
        if (world.plant?.enrolment === 'begins again') beginAgainLater(world, node, enrolled, token);
        return;
      } catch {
        world.tally.count('enrolment not kept');
      }
    }
    if (!answer.ok && answer.failure.kind === 'refused' && answer.failure.status < 500) return;
    await world.time.wait(2_000, `till ${node.index} asks again to be enrolled`);
  }
}

/** A planted bug: the answer comes a second time, and is taken for a new enrolment. */
function beginAgainLater(world: World, node: SimulatedTill, identity: TillIdentity, token: string): void {
  world.time.after(6_000, `till ${node.index} hears of its enrolment again`, () => {
    if (node.identity?.epoch !== identity.epoch || node.process === null) return;
    observeNow(world, node);
    endProcess(node);
    node.hardware.disk.crash();
    void keepEnrolment(node, identity, token, 0, world.plant).then(() => startTill(node, world.around));
  });
}

function observeNow(world: World, node: SimulatedTill): void {
  node.isTouched = true;
  observeBooks(node, world.truth, world.seenOperations);
}
