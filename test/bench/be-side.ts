/**
 * A process that is one side of one benchmark: `be-side.js WORK SIDE MILLISECONDS`. It prints one line of JSON: a
 * digest of its answers and how long a run takes.
 */
import {createHash} from 'node:crypto';
import {findSide} from './sides.ts';
import {timeRuns} from './stopwatch.ts';

const [work = '', name = '', forMs = ''] = process.argv.slice(2);
const open = await findSide(work, name);
if (open === undefined) throw new Error(`no side ${name} of ${work}`);
const side = await open();
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const answers = digest(await side.answers());
const details = side.details === undefined ? null : digest(side.details());
console.log(JSON.stringify({answers, details, ...(await timeRuns(side, Number(forMs)))}));
