/** Run by main/journal/journals.test.ts: appends records from the journal's head on and prints each number once it is promised. */
import {createHash} from 'node:crypto';
import {openJournals} from '../../main/journal/journals.ts';

const [, , folder = '', deviceId = ''] = process.argv;
const journals = openJournals(folder);
const start = await journals.read(deviceId, -1, 1);
for (let seq = ((start.ok && start.headSeq) || 0) + 1; ; seq += 1) {
  const body = JSON.stringify({sale: seq, padding: 'x'.repeat(5000)});
  const hash = createHash('sha256').update(body).digest('hex');
  const answer = await journals.append(deviceId, [{seq, hash, body}]);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  process.stdout.write(`${seq}\n`);
}
