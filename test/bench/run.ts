/**
 * `npm run bench [-- --only NAME] [--quick]`: measures the engine against its peers and against what is possible,
 * prints a table and writes `bench-output.json`. It fails when sides answer differently, not when a goal is missed.
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {build} from 'vite';
import {projectRoot} from '../../scripts/bundles.ts';
import {rowOf, sidesOf} from './bench-row.ts';
import {benchTable} from './bench-table.ts';
import {benchmarks} from './benchmarks.ts';
import {ensurePeers} from './ensure-peers.ts';
import {keyOf, measureSides} from './measured-sides.ts';

const {values} = parseArgs({options: {only: {type: 'string'}, quick: {type: 'boolean', default: false}}});
const patience = values.quick ? {rounds: 1, forMs: 500} : {rounds: 3, forMs: 1500};

if (values.quick) process.env['BENCH_QUICK'] = '1';

const wanted = benchmarks.filter(({suite}) => values.only === undefined || suite === values.only);
if (wanted.length === 0) {
  const suites = new Set(benchmarks.map(({suite}) => suite));
  throw new Error(`--only ${values.only}: choose one of ${[...suites].join(', ')}`);
}

ensurePeers();
for (const mode of ['bench', 'bench-outdoor'])
  await build({configFile: join(projectRoot, 'vite.node.config.ts'), mode, logLevel: 'warn'});

const sides = new Map(wanted.flatMap(sidesOf).map(name => [keyOf(name), name]));
const measured = await measureSides([...sides.values()], patience, text => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
});
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');

const rows = wanted.map(benchmark => rowOf(benchmark, measured));
writeFileSync(join(projectRoot, 'bench-output.json'), `${JSON.stringify(rows, null, 2)}\n`);
console.log(benchTable(rows));
