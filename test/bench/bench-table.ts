import type {BenchRow} from './bench-row.ts';

/** Rows as a person reads them: a block each, goals with what they came to. */
export function benchTable(rows: readonly BenchRow[]): string {
  return rows.map(rowText).join('\n\n');
}

function rowText({name, ours, limit, peers, goals, met}: BenchRow): string {
  const mark = met === null ? ' ' : met ? '✓' : '✗';
  const times = [`ours ${time(ours)}`, ...(limit === null ? [] : [`limit ${time(limit)}`])];
  const others = Object.entries(peers).map(
    ([peer, found]) => `${peer} ${typeof found === 'number' ? time(found) : found}`,
  );
  return [
    `${mark} ${name}`,
    `    ${[...times, ...others].join(' · ')}`,
    ...goals.map(one => `    ${one.met ? '✓' : '✗'} ${one.goal}: ${figure(one.measured)}`),
  ].join('\n');
}

function time(micros: number): string {
  return micros < 1000 ? `${micros.toPrecision(3)} µs` : `${(micros / 1000).toPrecision(3)} ms`;
}

function figure(measured: number | string): string {
  return typeof measured === 'string' ? measured : String(Number(measured.toPrecision(3)));
}
