import {Notice} from '../design/notice.tsx';
import type {RunningTill} from './boot.ts';

/** What happened to the till's books since it last ran. Nothing here stops a sale. */
export function StartNotices({running}: {readonly running: RunningTill}) {
  const {reconciliation, recovered, dataLoss} = running;
  const {restored, unreadable, fault} = reconciliation;
  const sales = restored === 1 ? '1 entry was' : `${restored} entries were`;
  return (
    <>
      {(recovered || dataLoss || restored > 0) && (
        <Notice tone="info" title="The storage of this till was emptied">
          {restored > 0 ? `${sales} brought back from the journal.` : 'Nothing had to be brought back.'}
        </Notice>
      )}
      {(fault !== null || unreadable > 0) && (
        <Notice tone="warn" title="The second copy of the sales is not in order">
          {fault ?? `${unreadable} records cannot be read.`} Selling goes on; tell a manager.
        </Notice>
      )}
    </>
  );
}
