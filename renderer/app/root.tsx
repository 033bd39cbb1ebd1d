/** The root: one of four pages, by what the till is. Wires the edges to the screens and nothing else. */
import {useEffect, useState} from 'react';
import {I18nProvider} from 'react-aria-components/I18nProvider';
import {askBridge} from '../bridge/ask-bridge.ts';
import {findBridge} from '../bridge/find-bridge.ts';
import {Button} from '../design/button.tsx';
import {LiveRegion} from '../design/live-region.tsx';
import {tillLocale} from '../design/locale.ts';
import {Notice} from '../design/notice.tsx';
import {EnrolmentFrame, EnrolmentScreen} from '../enrolment/enrolment-screen.tsx';
import type {DatabaseTrouble, TillDatabases} from '../till-db/open-till-databases.ts';
import {demoOffer, enrol} from '../uplink/enrol.ts';
import {openBooks, type RunningTill, startTill, stopTill, whySeemsNew} from './boot.ts';
import {TillPages} from './till-pages.tsx';

type Page =
  | {readonly kind: 'opening'}
  | {
      readonly kind: 'enrolling';
      readonly db: TillDatabases;
      readonly serverUrl: string;
      readonly reason: string | null;
    }
  | {readonly kind: 'running'; readonly running: RunningTill}
  | {readonly kind: 'stopped'; readonly title: string; readonly text: string};

export function Root() {
  const [page, setPage] = useState<Page>({kind: 'opening'});
  const start = async (db: TillDatabases, reason: string | null) => {
    const running = await startTill(db);
    if (running !== null) setPage({kind: 'running', running});
    else {
      const serverUrl = await defaultServerUrl();
      setPage({kind: 'enrolling', db, serverUrl, reason: reason ?? (await whySeemsNew(db))});
    }
  };
  const enrolAgain = (running: RunningTill, reason: string) => {
    stopTill(running);
    const {db, identity} = running.till;
    setPage({kind: 'enrolling', db, serverUrl: identity.serverUrl, reason});
  };
  useStart(db => start(db, db.dataLoss ? dataLossText : null), setPage);
  return (
    <I18nProvider locale={tillLocale}>
      <LiveRegion />
      {page.kind === 'enrolling' && (
        <EnrolmentScreen
          defaultServerUrl={page.serverUrl}
          reason={page.reason}
          enrol={(url, code) => enrol(page.db, url, code, {bridge: findBridge()})}
          findDemoCode={async url => (await demoOffer(url))?.enrolmentCode ?? null}
          onEnrolled={() => void start(page.db, null).catch(error => setPage(stoppedBy(error)))}
        />
      )}
      {page.kind === 'running' && (
        <TillPages
          running={page.running}
          onEnrolAgain={() => enrolAgain(page.running, enrolAgainText)}
          onWithdrawn={() => enrolAgain(page.running, withdrawnText)}
        />
      )}
      {page.kind === 'stopped' && (
        <EnrolmentFrame>
          <Notice tone="bad" title={page.title}>
            {page.text}
          </Notice>
          <Button look="primary" onPress={() => location.reload()}>
            Reload
          </Button>
        </EnrolmentFrame>
      )}
    </I18nProvider>
  );
}

const dataLossText =
  'The storage of this till was damaged and the browser emptied it. Sales that had reached the server are safe there; enrol this till again to go on.';
const withdrawnText =
  'A manager has withdrawn this till. The server has everything it sold. To use this computer as a till again, ask for a new code.';
const enrolAgainText =
  'What was sold and not sent yet is kept here. Enrolled again as the same till, it is sent; enrolled as another one, it stays in the queue.';

/** Opens the books once, also where React mounts twice. */
function useStart(start: (db: TillDatabases) => Promise<void>, setPage: (page: Page) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the life of the page
  useEffect(() => {
    if (hasBooted) return;
    hasBooted = true;
    openBooks(trouble => setPage(stoppedByTrouble(trouble)))
      .then(start)
      .catch(error => setPage(stoppedBy(error)));
  }, []);
}

/** React mounts twice while developing; the books are opened once. */
let hasBooted = false;

function stoppedByTrouble(trouble: DatabaseTrouble): Page {
  const texts: Readonly<Record<DatabaseTrouble, string>> = {
    blocked: 'Another window of this till holds an older version open. Close it, then reload.',
    superseded: 'Another window of this till runs a newer version. Reload to go on with it here.',
  };
  return {kind: 'stopped', title: 'Another window is in the way', text: texts[trouble]};
}

function stoppedBy(error: unknown): Page {
  const text = error instanceof Error ? error.message : String(error);
  return {
    kind: 'stopped',
    title: 'The till cannot open its books',
    text: `${text}. Nothing that was sold is lost. Reload; if it stays so, restart this computer.`,
  };
}

/** In a browser the server that served this page; on the desktop what `npm start` said, else this machine. */
async function defaultServerUrl(): Promise<string> {
  const bridge = findBridge();
  if (bridge === null) return location.origin;
  const {serverUrl} = await askBridge(bridge, 'app:info', undefined);
  return serverUrl ?? 'http://127.0.0.1:4100';
}
