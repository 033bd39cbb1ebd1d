import {execFile} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {extractAll, extractFile, listPackage, statFile} from '@electron/asar';
import {expect} from '@playwright/test';
import {ask} from './ask.ts';
import {projectRoot, test} from './desktop.ts';
import {makeStandinDistribution, readFuses} from './standin-distribution.ts';

/** Packs for Linux into `folder`; returns the folder of the packed program. */
async function pack(folder: string): Promise<string> {
  const installed = readFileSync(join(projectRoot, 'node_modules/electron/package.json'), 'utf8');
  const {version} = JSON.parse(installed) as {version: string};
  await makeStandinDistribution(join(folder, 'distribution'), version);
  const settings = [
    `-c.electronDist=${join(folder, 'distribution')}`,
    `-c.directories.output=${join(folder, 'release')}`,
  ];
  const builder = join(projectRoot, 'node_modules/electron-builder/cli.js');
  await promisify(execFile)(process.execPath, [builder, '--linux', 'dir', '--x64', ...settings], {
    cwd: projectRoot,
  });
  return join(folder, 'release/linux-unpacked');
}

/** Every file under `folder` of the project, as the archive names it. */
function builtFiles(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile() && !entry.name.endsWith('.map'))
    .map(entry => join(entry.parentPath, entry.name).slice(projectRoot.length).replaceAll('\\', '/'));
}

test('the packed till holds the built main process and pages, nothing else, and runs', async ({
  userData,
  launch,
}, info) => {
  test.skip(
    info.project.name === 'electron',
    'Packing is checked once, in electron-standin, with a distribution that has no Electron in it.',
  );
  const program = await pack(join(userData, 'packing'));
  const archive = join(program, 'resources/app.asar');

  const isFile = (path: string) => !('files' in statFile(archive, path.slice(1)));
  const packed = listPackage(archive, {isPack: false}).filter(isFile).sort();
  expect(packed).toEqual(
    ['/package.json', ...builtFiles('dist/main'), ...builtFiles('dist/renderer')].sort(),
  );
  expect(packed).toEqual(expect.arrayContaining(['/dist/main/main.js', '/dist/main/preload.cjs']));
  expect(packed).toContain('/dist/renderer/index.html');

  const packageJson = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, unknown>;
  expect(packageJson).toMatchObject({name: 'counterfoil', main: 'dist/main/main.js', type: 'module'});
  expect(packageJson).not.toHaveProperty('devDependencies');
  expect(packageJson).not.toHaveProperty('scripts');

  // runAsNode, cookie encryption, NODE_OPTIONS, --inspect, archive check, archive only, V8 snapshot, file://
  const fuses = readFuses(join(program, 'counterfoil'));
  expect(fuses).toEqual([false, true, false, false, true, true, false, false]);

  const appDir = join(userData, 'unpacked');
  extractAll(archive, appDir);
  const page = await (await launch({appDir})).firstWindow();
  expect(await ask(page, 'app:info', undefined)).toMatchObject({version: packageJson['version']});
});
