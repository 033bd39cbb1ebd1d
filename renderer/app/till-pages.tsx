/** An enrolled till: first download, “was completed” after a crash, sign-in, and then the work. */
import {useEffect, useState} from 'react';
import {useStore} from 'zustand';
import type {Staff} from '../../shared/protocol/staff.ts';
import {ConnectionIndicator} from '../connection/connection-indicator.tsx';
import {ConnectionNotices} from '../connection/connection-notices.tsx';
import {QueueInspector} from '../connection/queue-inspector.tsx';
import {FirstDownload} from '../enrolment/first-download.tsx';
import {PaidScreen} from '../receipt/paid-screen.tsx';
import {isEmpty} from '../sale/sale-content.ts';
import {SignInScreen} from '../sign-in/sign-in-screen.tsx';
import {readDownloadState} from '../till-db/read-cursor.ts';
import {readSettings} from '../till-db/read-settings.ts';
import {markSaleShown} from '../till-db/recent-sales.ts';
import {useLive} from '../till-db/use-live.ts';
import type {RunningTill} from './boot.ts';
import {Clock} from './clock.tsx';
import {StartNotices} from './start-notices.tsx';
import {TillShell} from './till-shell.tsx';
import {useDemoStaff} from './use-demo-staff.ts';
import {useServiceWorker} from './use-service-worker.ts';
import {useWithdrawn} from './use-withdrawn.ts';

export interface TillPagesProps {
  readonly running: RunningTill;
  readonly onEnrolAgain: () => void;
  /** A manager withdrew this till, and it was emptied. */
  readonly onWithdrawn: () => void;
}

/**
 * The value as last known. A full disk drops the cache that settings are read from; a till in the middle of a
 * payment goes on with those it had while they are fetched again.
 */
function useLastKnown<Value>(value: Value | null | undefined): Value | null | undefined {
  const [known, setKnown] = useState(value);
  if (value != null && value !== known) setKnown(value);
  return value ?? known ?? value;
}

export function TillPages({running, onEnrolAgain, onWithdrawn}: TillPagesProps) {
  const {till, uplink, sale} = running;
  const status = useStore(uplink.status);
  const settings = useLastKnown(useLive(() => readSettings(till.db), [till]));
  const download = useLive(() => readDownloadState(till.db), [till]);
  const [staff, setStaff] = useState<Staff | null>(null);
  const [late, setLate] = useState(running.lateSales);
  const [isQueueOpen, setQueueOpen] = useState(false);
  const [wasReady, setReady] = useState(false);
  const demoStaff = useDemoStaff(till, status.state === 'online');
  // A reload signs the cashier out and takes the receipt off the screen: not while somebody works here.
  const isOrderOpen = useStore(sale.state, ({content}) => !isEmpty(content));
  useServiceWorker(staff === null && late.length === 0 && !isOrderOpen);
  const isBusy = isOrderOpen || late.length > 0;
  useWithdrawn(till, status, {isSignedIn: staff !== null, isOrderOpen: isBusy}, onWithdrawn);

  const isReady = settings != null && download?.completeAtMs != null;
  useEffect(() => {
    if (isReady) setReady(true);
  }, [isReady]);

  if (settings === undefined || download === undefined) return null;
  // Once it was all here, a catalogue that is being fetched again does not send a cashier away.
  if (settings === null || !(isReady || wasReady)) {
    const {storeName, tillName} = till.identity;
    return (
      <FirstDownload storeName={storeName} tillName={tillName} status={status} onEnrolAgain={onEnrolAgain} />
    );
  }
  const {timeZone, currency} = settings;
  const [lateSale] = late;
  if (lateSale !== undefined) {
    const next = () => setLate(late.slice(1));
    return (
      <PaidScreen
        sale={lateSale}
        isLate
        onShown={() => void markSaleShown(till.db, lateSale.id)}
        onNext={next}
        onScan={next}
      />
    );
  }
  const indicator = (
    <ConnectionIndicator status={status} timeZone={timeZone} onPress={() => setQueueOpen(true)} />
  );
  const clock = <Clock nowMs={() => till.clock.nowMs()} timeZone={timeZone} />;
  return (
    <>
      {staff === null ? (
        <SignInScreen
          till={till}
          timeZone={timeZone}
          lastContactMs={status.lastContactMs}
          status={
            <>
              {clock}
              {indicator}
            </>
          }
          notices={
            <>
              <StartNotices running={running} />
              <ConnectionNotices
                status={status}
                timeZone={timeZone}
                nowMs={() => till.clock.nowMs()}
                onEnrolAgain={onEnrolAgain}
              />
            </>
          }
          demoStaff={demoStaff}
          onSignedIn={member => {
            setStaff(member);
            uplink.prepare();
          }}
        />
      ) : (
        <TillShell
          running={running}
          status={status}
          settings={settings}
          staff={staff}
          indicator={indicator}
          clock={clock}
          onSignOut={() => setStaff(null)}
        />
      )}
      {isQueueOpen && (
        <QueueInspector
          till={till}
          status={status}
          currency={currency}
          timeZone={timeZone}
          isStoragePersistent={running.isStoragePersistent}
          onClose={() => setQueueOpen(false)}
        />
      )}
    </>
  );
}
