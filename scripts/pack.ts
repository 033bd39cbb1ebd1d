/** `npm run pack`: builds the till and puts it, with Electron itself, into a folder under release/ for this system. */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {buildStaleBundles, projectRoot} from './bundles.ts';
import {electronBinary} from './electron-binary.ts';

if (electronBinary(projectRoot) === undefined) {
  console.error(
    'Nothing was packed: the Electron binary is not here. Run `npx install-electron` (it needs github.com).',
  );
  process.exit(1);
}
await buildStaleBundles(['renderer', 'main', 'preload']);
const builder = fileURLToPath(import.meta.resolve('electron-builder/cli.js'));
// The binary that is here is the one that was tested; without this electron-builder fetches its own.
const distFolder =
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(projectRoot, 'node_modules/electron/dist');
const {status} = spawnSync(process.execPath, [builder, '--dir', `-c.electronDist=${distFolder}`], {
  cwd: projectRoot,
  stdio: 'inherit',
});
process.exit(status ?? 1);
