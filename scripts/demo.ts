/**
 * `npm run demo`: the main job from end to end, headless and told line by line: two tills in real Chromiums and a
 * real server, on a port and in folders of their own. Pictures stay in demo-output/. Exit code 1 when anything is not
 * as told, or when it takes longer than five minutes.
 */
import {mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {buildStaleBundles, projectRoot} from './bundles.ts';
import {narrator} from './demo/narrator.ts';
import {cutCable, sellOffline, spendLuckyThree} from './demo/play-cable-out.ts';
import {checkBooks, comeBack, seeFromOtherTill} from './demo/play-evening.ts';
import {openShop, sellOnline, shareCode} from './demo/play-morning.ts';
import {cutPower} from './demo/play-power-cut.ts';
import {type Stage, setStage} from './demo/stage.ts';
import {temporaryFolder} from './demo/temporary-folder.ts';
import {ensureChromium} from './find-chromium.ts';
import {stopSignal} from './stop-signal.ts';

const limitMs = 5 * 60_000;
const outputFolder = join(projectRoot, 'demo-output');

process.exit(await demo());

async function demo(): Promise<number> {
  const stopped = stopSignal();
  const chromiumPath = await ensureChromium();
  await buildStaleBundles(['renderer', 'sync']);
  rmSync(outputFolder, {recursive: true, force: true});
  mkdirSync(outputFolder);
  const folder = await temporaryFolder();
  const told = narrator(outputFolder);
  const stage = await setStage({narrator: told, folder: folder.path, outputFolder, chromiumPath});
  try {
    await Promise.race([
      play(stage),
      stopped.then(() => Promise.reject(new Error('Stopped.'))),
      wait(limitMs, undefined, {ref: false}).then(() =>
        Promise.reject(new Error('It took more than five minutes.')),
      ),
    ]);
    console.log(`\n${told.told()} steps, all as told. Pictures: demo-output/`);
    return 0;
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    console.error('Not as told. Pictures so far and the server’s log: demo-output/');
    return 1;
  } finally {
    told.end();
    await stage.clear();
    await folder.remove();
  }
}

async function play(stage: Stage): Promise<void> {
  const tills = await openShop(stage);
  await sellOnline(stage, tills);
  await shareCode(stage, tills);
  const spent = await cutCable(stage, tills);
  await spendLuckyThree(stage, tills);
  await sellOffline(stage, tills, spent);
  const after = await cutPower(stage, tills);
  await comeBack(stage, after);
  await checkBooks(stage, spent);
  await seeFromOtherTill(stage, after, spent);
}
