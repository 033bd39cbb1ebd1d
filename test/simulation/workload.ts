/** The customers and staff of a world: who wants what at which till, and who takes something back. */

import {returnLease} from '../../renderer/till-ledger/return-lease.ts';
import {voidSale} from '../../renderer/till-ledger/void-sale.ts';
import {type Customer, serveCustomer} from './cashier.ts';
import {editAtTill} from './edit-at-till.ts';
import type {Stream} from './seeded-random.ts';
import {customerIds, managerId} from './shop.ts';
import type {RunningProcess, SimulatedTill} from './simulated-till.ts';
import type {World} from './world.ts';

/** Plans the first action of every till; each plans the next. */
export function openDoors(world: World): void {
  const {time, swarm} = world;
  const random = world.random.split('workload');
  const next = (): void => {
    const delayMs = random.exponential(swarm.actionEveryMs / swarm.tills);
    time.after(delayMs, 'somebody comes', () => {
      if (time.nowMs() > swarm.chaosMs || world.actions >= swarm.mostActions) return;
      const open = world.tills.filter(({process}) => process !== null);
      const node = open.length === 0 ? null : random.pick(open);
      if (node !== null) act(world, node, random);
      next();
    });
  };
  next();
}

function act(world: World, node: SimulatedTill, random: Stream): void {
  const {process} = node;
  if (process === null) return;
  world.actions += 1;
  node.isTouched = true;
  const draw = random.next();
  const {voidShare, editShare} = world.swarm;
  if (draw < voidShare) void takeBack(world, node, process, random);
  else if (draw < voidShare + 0.04) void giveBackSome(node, process, random);
  else if (draw < voidShare + 0.04 + editShare) void editSomething(world, node, process, random);
  else {
    const customer = someCustomer(world, random);
    void serve(world, node, process, customer);
    // A second window of the same till, at the same moment.
    if (random.chance(0.08)) void serve(world, node, process, customer);
  }
}

function someCustomer({shop}: World, random: Stream): Customer {
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  const id = random.pick([null, ...customerIds]);
  const wishes = Array.from({length: count}, () => random.pick(shop.offers)).filter(
    ({needsCustomer, account}) => !needsCustomer || (id !== null && account.endsWith(id)),
  );
  return {wishes, id, mugs: random.between(1, 2), asksManager: random.chance(0.3)};
}

async function serve(
  world: World,
  node: SimulatedTill,
  process: RunningProcess,
  customer: Customer,
): Promise<void> {
  if (customer.wishes.length === 0) return;
  const early = `a receipt before the books (${world.actions})`;
  const approving = () => {
    if (world.plant?.printsEarly === true) world.printed.add(early);
  };
  try {
    const served = await serveCustomer(process, node.hardware.replica, world.time, customer, approving);
    world.printed.delete(early);
    node.isTouched = true;
    world.tally.count(served.kind === 'sold' ? 'sold' : 'customer left');
    if (served.kind !== 'sold') return;
    world.trace.note(
      world.time.nowMs(),
      `till ${node.index} sold ${served.operationId}, ${served.redeemed} redeemed`,
    );
    world.printed.add(served.operationId);
    if (served.offline) world.soldOffline += 1;
    process.nudge();
  } catch (error) {
    tolerate(world, node, error);
  }
}

async function takeBack(
  world: World,
  node: SimulatedTill,
  process: RunningProcess,
  random: Stream,
): Promise<void> {
  try {
    const sales = await process.till.ledger.sale.all();
    if (sales.length === 0) return;
    const sale = random.pick(sales);
    const answer = await voidSale(process.till, {saleId: sale.id, staffId: managerId, reason: null});
    node.isTouched = true;
    world.tally.count(answer.ok ? 'sale taken back' : 'void refused');
    world.trace.note(world.time.nowMs(), `till ${node.index} void ${answer.ok ? 'done' : 'refused'}`);
    process.nudge();
  } catch (error) {
    tolerate(world, node, error);
  }
}

async function editSomething(
  world: World,
  node: SimulatedTill,
  {till, nudge}: RunningProcess,
  random: Stream,
): Promise<void> {
  try {
    const edited = await editAtTill(till, node.hardware.replica.documents(), random);
    if (edited !== null) world.tally.count(edited);
    nudge();
  } catch (error) {
    tolerate(world, node, error);
  }
  node.isTouched = true;
}

async function giveBackSome(node: SimulatedTill, {till}: RunningProcess, random: Stream): Promise<void> {
  const leases = await till.ledger.lease.all();
  if (leases.length > 0) await returnLease(till, random.pick(leases).id).catch(() => 0);
  node.isTouched = true;
}

/** A ledger that did not take a sale says so, and nothing happened. Everything else is a bug. */
function tolerate(world: World, node: SimulatedTill, error: unknown): void {
  node.isTouched = true;
  const isRefusal = error instanceof Error && error.name === 'LedgerWriteFailed';
  world.tally.count(isRefusal ? 'sale not kept' : 'action failed');
  if (!isRefusal)
    world.violations.push(
      `till ${node.index} broke: ${error instanceof Error ? error.stack : String(error)}`,
    );
}
