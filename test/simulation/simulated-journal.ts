/** The second copy of a till's books: a file of its own, flushed record by record, that can break for a while. */
import type {Journal} from '../../renderer/journal/journal.ts';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';

/** By device and epoch, as files are. */
export type JournalFiles = Map<string, JournalRecord[]>;

export interface JournalDisk {
  files: JournalFiles;
  isBroken: boolean;
}

const PAGE = 50;

export function simulatedJournal(disk: JournalDisk, file: string): Journal {
  const records = (): JournalRecord[] => {
    const known = disk.files.get(file) ?? [];
    disk.files.set(file, known);
    return known;
  };
  const headSequence = () => records().at(-1)?.seq ?? 0;
  return {
    kind: 'file',
    async append(added) {
      if (disk.isBroken) return {ok: false, code: 'failed', message: 'the disk of the journal fails'};
      for (const record of added) {
        const known = records().find(kept => kept.seq === record.seq);
        if (known !== undefined && known.hash !== record.hash)
          return {ok: false, code: 'conflict', message: `another operation has number ${record.seq}`};
        if (known !== undefined) continue;
        // An empty file takes any number first, as the real one does.
        if (records().length > 0 && record.seq !== headSequence() + 1)
          return {ok: false, code: 'behind', headSequence: headSequence()};
        records().push(record);
      }
      return {ok: true};
    },
    async read(afterSequence) {
      if (disk.isBroken) return {ok: false, message: 'the disk of the journal fails'};
      const later = records().filter(record => record.seq > afterSequence);
      const page = later.slice(0, PAGE);
      return {
        ok: true,
        records: page,
        more: later.length > page.length,
        headSequence: headSequence(),
        damage: [],
      };
    },
  };
}

export function copyOfFiles(files: JournalFiles): JournalFiles {
  return new Map([...files].map(([file, records]) => [file, [...records]]));
}
