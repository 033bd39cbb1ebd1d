/**
 * A process that is one side of a benchmark with a browser or a database: `be-outdoor-side.js WORK SIDE MILLISECONDS`,
 * started in the package's folder.
 * It prints what `be-side.ts` prints.
 */
import {createHash} from 'node:crypto';
import {findOutdoorSide} from './outdoor-sides.ts';

const [work = '', name = '', forMs = ''] = process.argv.slice(2);
const open = await findOutdoorSide(work, name);
if (open === undefined) throw new Error(`no side ${name} of ${work}`);
const side = await open();
try {
  const answers = createHash('sha256')
    .update(await side.answers())
    .digest('hex');
  console.log(JSON.stringify({answers, details: null, ...(await side.time(Number(forMs)))}));
} finally {
  await side.close();
}
