/** Who sells? Names to touch, then a PIN. Works without a connection; says where and which till this is. */
import {type ReactNode, useRef, useState} from 'react';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {DemoOffer} from '../../shared/protocol/enrol.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import {BrandMark} from '../design/brand-mark.tsx';
import {formatDateTime} from '../design/format-time.ts';
import {Guilloche} from '../design/guilloche.tsx';
import {Tile} from '../design/tile.tsx';
import {useFocusKept} from '../design/use-focus-kept.ts';
import {readStaff} from '../till-db/read-staff.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {useLive} from '../till-db/use-live.ts';
import {PinEntry} from './pin-entry.tsx';
import styles from './sign-in-screen.module.css';
import {useSignIn} from './use-sign-in.ts';

export interface SignInScreenProps {
  readonly till: TillContext;
  readonly timeZone: string;
  readonly lastContactMs: number | null;
  /** Clock and connection, drawn by the app. */
  readonly status: ReactNode;
  /** What the till found out at start that a person should know. */
  readonly notices: ReactNode;
  /** PINs of a demo shop; empty everywhere else. */
  readonly demoStaff: DemoOffer['staff'];
  readonly onSignedIn: (staff: Staff) => void;
}

const roles: Readonly<Record<Staff['role'], string>> = {cashier: 'Cashier', manager: 'Manager'};

export function SignInScreen(props: SignInScreenProps) {
  const {till, timeZone, lastContactMs, status, notices, demoStaff, onSignedIn} = props;
  const staff = useLive(() => readStaff(till.db), [till]);
  const [picked, setPicked] = useState<Staff | null>(null);
  const signIn = useSignIn(till, picked, onSignedIn);
  const side = useRef<HTMLElement>(null);
  useFocusKept(side, () => side.current?.querySelector<HTMLElement>('li button')?.focus());
  const {storeName, tillName} = till.identity;
  const contact =
    lastContactMs === null
      ? 'No contact with the server yet'
      : `Last contact with the server ${formatDateTime(epochMs(Math.floor(lastContactMs)), timeZone)}`;
  return (
    <main className={styles['screen']}>
      <aside className={styles['cover']} aria-label="This till">
        <div className={styles['pattern']}>
          <Guilloche />
        </div>
        <BrandMark size="l" named />
        <div className={styles['place']}>
          <p className={styles['till']}>{tillName}</p>
          <p className={styles['store']}>{storeName}</p>
        </div>
        <div className={styles['facts']}>
          {status}
          <p>{contact}</p>
        </div>
      </aside>
      <section ref={side} className={styles['side']} aria-label="Sign in">
        {notices}
        {picked === null ? (
          <>
            <h1 className={styles['title']}>Who is selling?</h1>
            <ul className={styles['names']} aria-label="Staff">
              {staff?.map((member, place) => (
                <li key={member.id}>
                  <Tile
                    title={member.name}
                    note={roles[member.role]}
                    hue={place}
                    onPress={() => {
                      signIn.forgetProblem();
                      setPicked(member);
                    }}
                  />
                </li>
              ))}
            </ul>
          </>
        ) : (
          <PinEntry
            key={picked.id}
            name={picked.name}
            problem={signIn.problem}
            lockedForMs={signIn.lockedForMs}
            isChecking={signIn.isChecking}
            onPin={pin => void signIn.check(pin)}
            onBack={() => setPicked(null)}
          />
        )}
        {demoStaff.length > 0 && <DemoPins staff={demoStaff} picked={picked} />}
      </section>
    </main>
  );
}

interface DemoPinsProps {
  readonly staff: DemoOffer['staff'];
  readonly picked: Staff | null;
}

/** Only a demo shop tells its PINs. */
function DemoPins({staff, picked}: DemoPinsProps) {
  const shown = picked === null ? staff : staff.filter(({name}) => name === picked.name);
  return (
    <section className={styles['demo']} aria-label="Demo PINs">
      <h2>Demo shop: these PINs work</h2>
      <dl>
        {shown.map(({name, pin}) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{pin}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
