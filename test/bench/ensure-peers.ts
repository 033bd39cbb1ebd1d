import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {projectRoot} from '../../scripts/bundles.ts';

/** Installs what the benchmarks compare with, 300 MB, unless it is there; none of its scripts run. */
export function ensurePeers(): void {
  const folder = join(projectRoot, 'test/bench');
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return;
  console.log('Installing the packages to compare with (test/bench) …');
  const {status} = spawnSync('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('npm ci in test/bench failed');
}
