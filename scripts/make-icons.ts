/** Draws `renderer/public/icon.svg` as the PNG files that installed web apps need: `npx tsx scripts/make-icons.ts`. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {chromium} from 'playwright';
import {chromiumLaunchOptions} from './chromium-launch-options.ts';
import {findChromium} from './find-chromium.ts';

const folder = join(import.meta.dirname, '../renderer/public');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch(chromiumLaunchOptions(findChromium()?.path));
for (const size of [192, 512]) {
  const page = await browser.newPage({viewport: {width: size, height: size}});
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
  await page.screenshot({path: join(folder, `icon-${size}.png`)});
}
await browser.close();
