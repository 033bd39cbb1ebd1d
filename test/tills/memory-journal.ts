import type {Journal} from '../../renderer/journal/journal.ts';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';

/** A journal over a list the test can look at and damage, with the rules of the real one. Pages of two. */
export function memoryJournal(records: JournalRecord[]): Journal {
  const headSequence = () => records.at(-1)?.seq ?? 0;
  return {
    kind: 'file',
    async append(added) {
      for (const record of added) {
        const known = records.find(kept => kept.seq === record.seq);
        if (known !== undefined && known.hash !== record.hash) {
          return {ok: false, code: 'conflict', message: `another operation has number ${record.seq}`};
        }
        if (known !== undefined) continue;
        if (record.seq !== headSequence() + 1) {
          return {ok: false, code: 'behind', headSequence: headSequence()};
        }
        records.push(record);
      }
      return {ok: true};
    },
    async read(afterSequence) {
      const later = records.filter(record => record.seq > afterSequence);
      const page = later.slice(0, 2);
      const more = later.length > page.length;
      return {ok: true, records: page, more, headSequence: headSequence(), damage: []};
    },
  };
}
