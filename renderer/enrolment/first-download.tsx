import {Button} from '../design/button.tsx';
import {Notice} from '../design/notice.tsx';
import {Progress} from '../design/progress.tsx';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import {EnrolmentFrame} from './enrolment-screen.tsx';

export interface FirstDownloadProps {
  readonly storeName: string;
  readonly tillName: string;
  readonly status: UplinkStatus;
  readonly onEnrolAgain: () => void;
}

/** Products, offers and staff on their way to a new till. It resumes by itself after a cut. */
export function FirstDownload({storeName, tillName, status, onEnrolAgain}: FirstDownloadProps) {
  const {snapshot, state} = status;
  const share = snapshot === null || snapshot.head === 0 ? null : snapshot.applied / snapshot.head;
  const detail = snapshot === null ? '' : `${snapshot.applied} of ${snapshot.head}`;
  return (
    <EnrolmentFrame>
      <h1>
        This is {tillName} of {storeName}
      </h1>
      <Progress label="Bringing products, offers and staff" share={share} detail={detail} />
      {state === 'offline' && (
        <Notice tone="warn" title="The server does not answer">
          The download goes on by itself when it does. Nothing has to be started again.
        </Notice>
      )}
      {state === 'refused' && (
        <Notice
          tone="bad"
          title="The server does not admit this till"
          actions={<Button onPress={onEnrolAgain}>Enrol it again</Button>}
        >
          Ask a manager for a new enrolment code.
        </Notice>
      )}
    </EnrolmentFrame>
  );
}
