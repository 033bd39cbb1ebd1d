/** What each fault does, when it strikes. */
import type {Stream} from './seeded-random.ts';
import type {ShopOffer} from './shop.ts';
import type {SimulatedTill} from './simulated-till.ts';
import type {TimedFault} from './swarm.ts';
import {
  type Backup,
  backUp,
  cloneTill,
  crashTill,
  cutPower,
  destroyTill,
  dieInCommit,
  dieInDownload,
  downloadTwice,
  enrolAgainLater,
  restoreBackup,
  wipeLedger,
} from './till-faults.ts';
import type {World} from './world.ts';

interface Blow {
  readonly world: World;
  /** Of this class of fault alone. */
  readonly random: Stream;
  /** By till: what a later strike may play back. */
  readonly backups: Map<number, Backup>;
}

/** False where there was nobody to strike. */
type Strike = (blow: Blow) => boolean;

const NIGHT_MS = 13 * 3_600_000;
const MOST_MACHINES = 7;

export const strikes: Readonly<Record<TimedFault, Strike>> = {
  'server crash': always(({world, random}) => world.server.crash(serverDownMs(random))),
  'server dies in an exchange': always(({world, random}) =>
    world.server.dieAtCommit(
      random.between(1, 6),
      random.pick(['before', 'after'] as const),
      serverDownMs(random),
    ),
  ),
  'serialization failure': always(({world, random}) => world.server.loseRaces(random.between(1, 3))),
  'limit cut': always(({world, random}) => {
    const {account, limit} = someOffer(world, random);
    world.server.changeLimit(account, Math.floor(limit * random.next()));
  }),
  'limit raised': always(({world, random}) => {
    const {account, limit} = someOffer(world, random);
    world.server.changeLimit(account, limit + random.between(0, 5));
  }),
  recall: always(({world, random}) => world.server.recall(someOffer(world, random).account)),
  'write-off': ({world, random}) => world.server.writeOffOne(random),
  rollback: ({world, random}) =>
    world.server.rollBackOne(random, ({redemptionId, account, amount}) =>
      world.truth.rolledBack(redemptionId, account, amount),
    ),
  publication: always(({world, random}) => world.server.desk.republish(random)),
  deletion: ({world, random}) => world.server.desk.deleteOrBringBack(random),
  'scope moved': ({world}) => world.server.desk.moveScope(),
  'snapshot built': always(({world}) => world.server.desk.pack()),
  'deletions forgotten': ({world}) => world.server.feed.forgetDeletions() > 0,
  'documents restored from backup': ({world, random}) => world.server.desk.restore(random),
  'server upgrade': always(({world, random}) =>
    world.server.beOld(random.between(5_000, 30_000), 'cannot take voids'),
  ),
  'server of protocol 1': always(({world, random}) =>
    world.server.beOld(random.between(5_000, 30_000), 'protocol 1'),
  ),
  'lease expiry': always(({world}) => world.clock.skip(NIGHT_MS)),

  partition: always(({world, random}) => {
    const till = random.pick(world.tills).index;
    const forMs = random.between(1_000, 25_000);
    cutLine(world, till, 'up', forMs);
    cutLine(world, till, 'down', forMs);
  }),
  'one-way partition': always(({world, random}) =>
    cutLine(
      world,
      random.pick(world.tills).index,
      random.pick(['up', 'down'] as const),
      random.between(1_000, 25_000),
    ),
  ),
  swizzle: always(({world, random}) => swizzle(world, random)),

  'till crash': onTill(({world, random}, node) => crashTill(world, node, tillDownMs(random))),
  'till power cut': onTill(({world, random}, node) => cutPower(world, node, tillDownMs(random))),
  'till dies in a commit': onTill(({world, random}, node) => dieInCommit(world, node, random)),
  'ledger write fails': onTill(({random}, {hardware}) =>
    hardware.disk.failNextCommit(random.pick(['before', 'after'] as const)),
  ),
  'ledger wiped': onTill(({world, random}, node) => wipeLedger(world, node, tillDownMs(random))),
  // The last till stays: there must be somebody left to sell.
  'till destroyed': blow => inUse(blow.world).length > 1 && onTill(destroyOne)(blow),
  'till cloned': blow => blow.world.tills.length < MOST_MACHINES && onTill(cloneOne)(blow),
  'till restored from backup': onTill(playBack),
  'clock set': onTill(({random}, {hardware}) => {
    const meanMs = random.pick([10_000, 86_400_000, 4e10]);
    hardware.machine.jump(random.pick([-1, 1]) * random.exponential(meanMs));
  }),
  'machine sleeps': onTill(({random}, {hardware}) => hardware.machine.sleep(random.between(1_000, 600_000))),
  'journal breaks': onTill(breakJournal),
  'second window downloads': onTill(({world}, node) => downloadTwice(world, node)),
  'till dies in a download': onTill(({world, random}, node) => dieInDownload(world, node, random)),
  'replica dropped': onTill((_blow, {hardware}) => void hardware.replica.drop()),
  revocation: onTill(({world}, node) => world.server.revoke(node.identity?.deviceId ?? null)),
  're-enrolment': onTill(({world}, node) => enrolAgainLater(world, node, 0)),
};

function always(act: (blow: Blow) => void): Strike {
  return blow => {
    act(blow);
    return true;
  };
}

/** Strikes one of the tills in use; where `act` answers false it struck nothing. */
function onTill(act: (blow: Blow, node: SimulatedTill) => unknown): Strike {
  return blow => {
    const candidates = inUse(blow.world);
    return candidates.length > 0 && act(blow, blow.random.pick(candidates)) !== false;
  };
}

function inUse(world: World): readonly SimulatedTill[] {
  return world.tills.filter(till => till.state === 'in use' && till.identity !== null);
}

function someOffer({shop}: World, random: Stream): ShopOffer {
  return random.pick(shop.offers.filter(({isCounter}) => !isCounter));
}

function serverDownMs(random: Stream): number {
  return random.between(200, 15_000);
}

function tillDownMs(random: Stream): number {
  return random.between(100, 8_000);
}

function cutLine({network, time}: World, till: number, direction: 'up' | 'down', lastsMs: number): void {
  network.cut(till, direction);
  time.after(lastsMs, `till ${till} is joined ${direction}`, () => network.join(till, direction));
}

/** Cuts some tills off one by one and joins them in another order. */
function swizzle({network, time, tills}: World, random: Stream): void {
  const some = tills.map(({index}) => index).filter(() => random.chance(0.6));
  some.forEach((till, place) => {
    time.after(place * random.between(100, 2_000), `swizzle cuts till ${till}`, () => {
      network.cut(till, 'up');
      network.cut(till, 'down');
    });
    time.after(random.between(8_000, 30_000), `swizzle joins till ${till}`, () => {
      network.join(till, 'up');
      network.join(till, 'down');
    });
  });
}

function destroyOne({world}: Blow, node: SimulatedTill): void {
  destroyTill(world, node);
}

function cloneOne({world}: Blow, node: SimulatedTill): void {
  cloneTill(world, node);
}

/** The first strike makes the backup, a later one plays it back. */
function playBack({world, random, backups}: Blow, node: SimulatedTill): boolean {
  const backup = backups.get(node.index);
  if (backup === undefined || random.chance(0.3)) {
    backups.set(node.index, backUp(node));
    return false;
  }
  restoreBackup(world, node, backup, tillDownMs(random));
  return true;
}

function breakJournal({world, random}: Blow, {index, hardware}: SimulatedTill): boolean {
  const {hasJournal, journalDisk} = hardware;
  journalDisk.isBroken = true;
  world.time.after(random.between(1_000, 20_000), `journal ${index} works again`, () => {
    journalDisk.isBroken = false;
  });
  return hasJournal;
}
