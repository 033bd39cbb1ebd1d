/** The till at work: a bar that says where and who, and below it the sale, the payment or the receipt. */
import {type ReactNode, useState} from 'react';
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import {ConnectionNotices} from '../connection/connection-notices.tsx';
import {BrandMark} from '../design/brand-mark.tsx';
import {PayScreen} from '../pay/pay-screen.tsx';
import {LastReceipts} from '../receipt/last-receipts.tsx';
import {PaidScreen} from '../receipt/paid-screen.tsx';
import type {PricedSale} from '../sale/priced-sale.ts';
import {SellScreen} from '../sell/sell-screen.tsx';
import {markSaleShown} from '../till-db/recent-sales.ts';
import type {StoredSale} from '../till-ledger/stored-sale.ts';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import type {RunningTill} from './boot.ts';
import {payFor} from './pay-for.ts';
import {PreferencesDialog} from './preferences-dialog.tsx';
import {TillMenu} from './till-menu.tsx';
import styles from './till-shell.module.css';

export interface TillShellProps {
  readonly running: RunningTill;
  readonly status: UplinkStatus;
  readonly settings: ProjectSettings;
  readonly staff: Staff;
  readonly indicator: ReactNode;
  readonly clock: ReactNode;
  readonly onSignOut: () => void;
}

type Work =
  /** `scanned`: a scan that began this sale while the last receipt was on screen. */
  | {readonly kind: 'sell'; readonly scanned: string | null}
  | {readonly kind: 'pay'; readonly priced: PricedSale}
  | {readonly kind: 'paid'; readonly stored: StoredSale};

export function TillShell({running, status, settings, staff, indicator, clock, onSignOut}: TillShellProps) {
  const {till, sale, pricer} = running;
  const [work, setWork] = useState<Work>({kind: 'sell', scanned: null});
  const [dialog, setDialog] = useState<'receipts' | 'preferences' | null>(null);
  const {storeName, tillName} = till.identity;
  const isOnline = status.state === 'online';
  return (
    <div className={styles['shell']}>
      <header className={styles['bar']}>
        <BrandMark />
        <p className={styles['place']}>
          <strong>{tillName}</strong> <span>{storeName}</span>
        </p>
        {indicator}
        {clock}
        <TillMenu
          staff={staff}
          onReceipts={() => setDialog('receipts')}
          onPreferences={() => setDialog('preferences')}
          onSignOut={onSignOut}
        />
      </header>
      <div className={styles['notices']}>
        <ConnectionNotices
          status={status}
          timeZone={settings.timeZone}
          nowMs={() => till.clock.nowMs()}
          onEnrolAgain={null}
        />
      </div>
      <main className={styles['work']}>
        {work.kind === 'sell' && (
          <SellScreen
            till={till}
            settings={settings}
            sale={sale}
            pricer={pricer}
            isOnline={isOnline}
            firstScan={work.scanned}
            onPay={priced => setWork({kind: 'pay', priced})}
          />
        )}
        {work.kind === 'pay' && (
          <PayScreen
            priced={work.priced}
            complete={async paid => {
              const done = await payFor(running, {priced: work.priced, paid, staff, isOffline: !isOnline});
              if (done.ok) setWork({kind: 'paid', stored: done.stored});
              return done;
            }}
            onBack={() => setWork({kind: 'sell', scanned: null})}
          />
        )}
        {work.kind === 'paid' && (
          <PaidScreen
            sale={work.stored}
            isLate={false}
            onShown={() => void showAsPaid(running, work.stored.id)}
            onNext={() => setWork({kind: 'sell', scanned: null})}
            onScan={scanned => setWork({kind: 'sell', scanned})}
          />
        )}
      </main>
      {dialog === 'receipts' && <LastReceipts db={till.db} onClose={() => setDialog(null)} />}
      {dialog === 'preferences' && <PreferencesDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

/** Only once the paid order is no longer kept as open: what is not marked as shown is shown again, never sold again. */
async function showAsPaid({till, openSaleKept}: RunningTill, saleId: StoredSale['id']): Promise<void> {
  await openSaleKept();
  await markSaleShown(till.db, saleId);
}
