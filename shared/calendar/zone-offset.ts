/**
 * How far a zone's wall clock is ahead of UTC at an instant, and which zones there are.
 *
 * The zone data is that of the machine (ICU in Node, Chromium and Electron alike), asked through Temporal. It is
 * asked once per zone and block of eight days; everything else is integer arithmetic. No zone changes its clock
 * twice within eight days, so a block holds at most one *change*.
 */
import {create, offsetNanoseconds} from 'temporal-polyfill/fns/ZonedDateTime';
import {assert} from '../kernel/assert.ts';
import {type EpochMs, epochMs} from '../kernel/epoch.ts';

const blockMs = 8 * 86_400_000;
const mostInstantMs = 8.64e15;
/** A history of 180 years; beyond that a zone starts afresh rather than growing. */
const mostBlocks = 8192;
const mostZones = 1024;

/** Offsets before and from `changeAtMs` on, within the eight days from `startMs`. */
interface Block {
  readonly startMs: number;
  readonly changeAtMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}
interface Zone {
  readonly name: string;
  readonly blocks: Map<number, Block>;
  /** The block last used: one decision asks about one instant. */
  last: Block;
}

const zones = new Map<string, Zone>();

/** Whether the machine knows the name: an IANA zone (`Europe/Vienna`, `UTC`), not an offset. */
export function isKnownZone(zone: string): boolean {
  return zones.has(zone) || openZone(zone) !== null;
}

/** Milliseconds to add to UTC for the wall clock of the zone. The zone must be known. */
export function offsetMsAt(ms: number, zone: string): number {
  const {last} = zones.get(zone) ?? knownZone(zone);
  const block = ms >= last.startMs && ms < last.startMs + blockMs ? last : blockAt(ms, zone);
  return ms < block.changeAtMs ? block.beforeMs : block.afterMs;
}

/** The instant at which the offset changes between the two (at most eight days apart), or null. */
export function changeBetween(fromMs: number, toMs: number, zone: string): EpochMs | null {
  const [before, after] = [offsetMsAt(fromMs, zone), offsetMsAt(toMs, zone)];
  return before === after ? null : epochMs(searchChange(fromMs, toMs, after, zone));
}

function knownZone(name: string): Zone {
  const zone = openZone(name);
  assert(zone !== null, `unknown time zone: ${name}`);
  return zone;
}

function openZone(name: string): Zone | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,3}$/.test(name) || name.length > 64) return null;
  try {
    hostOffsetMs(0, name);
  } catch {
    return null;
  }
  if (zones.size >= mostZones) zones.clear();
  const zone = {name, blocks: new Map<number, Block>(), last: readBlock(0, name)};
  zones.set(name, zone);
  return zone;
}

function blockAt(ms: number, name: string): Block {
  const zone = knownZoneOf(name);
  const index = Math.floor(ms / blockMs);
  let block = zone.blocks.get(index);
  if (block === undefined) {
    block = readBlock(index * blockMs, name);
    if (zone.blocks.size >= mostBlocks) zone.blocks.clear();
    zone.blocks.set(index, block);
  }
  zone.last = block;
  return block;
}

function knownZoneOf(name: string): Zone {
  return zones.get(name) ?? knownZone(name);
}

function readBlock(startMs: number, zone: string): Block {
  const [beforeMs, afterMs] = [hostOffsetMs(startMs, zone), hostOffsetMs(startMs + blockMs, zone)];
  const changeAtMs = beforeMs === afterMs ? startMs : searchChange(startMs, startMs + blockMs, afterMs, zone);
  return {startMs, changeAtMs, beforeMs, afterMs};
}

/** The first instant with the offset `afterMs`, in (fromMs, toMs]. Clocks change on whole seconds. */
function searchChange(fromMs: number, toMs: number, afterMs: number, zone: string): number {
  let [low, high] = [Math.floor(fromMs / 1000), Math.ceil(toMs / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (hostOffsetMs(middle * 1000, zone) === afterMs) high = middle;
    else low = middle;
  }
  return high * 1000;
}

function hostOffsetMs(ms: number, zone: string): number {
  const within = Math.max(-mostInstantMs, Math.min(mostInstantMs, ms));
  return offsetNanoseconds(create(BigInt(within) * 1_000_000n, zone)) / 1e6;
}
