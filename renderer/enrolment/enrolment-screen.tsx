/** Makes this machine a till: by itself where a demo shop offers it, else with an address and a code from the server. */
import {type ReactNode, useEffect, useRef, useState} from 'react';
import {BrandMark} from '../design/brand-mark.tsx';
import {Button} from '../design/button.tsx';
import {Guilloche} from '../design/guilloche.tsx';
import {Notice} from '../design/notice.tsx';
import {Progress} from '../design/progress.tsx';
import {TextField} from '../design/text-field.tsx';
import type {EnrolAnswer} from '../uplink/enrol.ts';
import {enrolRefusalText} from './enrol-refusal-text.ts';
import styles from './enrolment-screen.module.css';

export interface EnrolmentScreenProps {
  readonly defaultServerUrl: string;
  /** Why a till that may have been enrolled before has to be again; null for a new one. */
  readonly reason: string | null;
  readonly enrol: (serverUrl: string, code: string) => Promise<EnrolAnswer>;
  /** The code a demo server offers the first till; null from any other. */
  readonly findDemoCode: (serverUrl: string) => Promise<string | null>;
  readonly onEnrolled: () => void;
}

export function EnrolmentScreen(props: EnrolmentScreenProps) {
  const {defaultServerUrl, reason, enrol, findDemoCode, onEnrolled} = props;
  const [phase, setPhase] = useState<'looking' | 'asking' | 'enrolling'>('looking');
  const [problem, setProblem] = useState<string | null>(null);
  const [typed, setTyped] = useState<Typed>({serverUrl: defaultServerUrl, code: ''});
  const looked = useRef(false);

  const tryCode = async (serverUrl: string, code: string) => {
    setPhase('enrolling');
    setProblem(null);
    const answer = await enrol(serverUrl, code);
    if (answer.ok) return onEnrolled();
    setPhase('asking');
    setProblem(enrolRefusalText(answer.code, answer.message));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen opens
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    void findDemoCode(defaultServerUrl).then(code => {
      if (code === null) setPhase('asking');
      else void tryCode(defaultServerUrl, code);
    });
  }, []);

  return (
    <EnrolmentFrame>
      <h1>Set up this till</h1>
      {reason && <Notice tone="warn" title={reason} />}
      {phase === 'asking' ? (
        <EnrolmentForm
          typed={typed}
          onTyped={setTyped}
          problem={problem}
          onSubmit={() => void tryCode(typed.serverUrl, typed.code)}
        />
      ) : (
        <Progress
          share={null}
          label={phase === 'looking' ? 'Looking for the server …' : 'Enrolling this till …'}
        />
      )}
    </EnrolmentFrame>
  );
}

/** A sheet in the middle of the page, on the pattern of the house. */
export function EnrolmentFrame({children}: {readonly children: ReactNode}) {
  return (
    <main className={styles['screen']}>
      <div className={styles['pattern']}>
        <Guilloche />
      </div>
      <div className={styles['sheet']}>
        <BrandMark size="l" named />
        {children}
      </div>
    </main>
  );
}

/** What was typed outlives a refusal: a code with one wrong letter is not typed again. */
interface Typed {
  readonly serverUrl: string;
  readonly code: string;
}

interface EnrolmentFormProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly problem: string | null;
  readonly onSubmit: () => void;
}

function EnrolmentForm({typed, onTyped, problem, onSubmit}: EnrolmentFormProps) {
  const {serverUrl, code} = typed;
  const canSubmit = serverUrl.trim() !== '' && code.trim() !== '';
  return (
    <form
      className={styles['form']}
      onSubmit={event => {
        event.preventDefault();
        if (canSubmit) onSubmit();
      }}
    >
      <p>A manager gets the code on the server: one for each till, good for a few minutes.</p>
      {problem && (
        <Notice tone="bad" title="Not enrolled">
          {problem}
        </Notice>
      )}
      <TextField
        label="Enrolment code"
        figures
        autoFocus
        autoComplete="off"
        spellCheck="false"
        hint="Dashes and case do not matter."
        value={code}
        onChange={text => onTyped({...typed, code: text})}
      />
      <TextField
        label="Address of the server"
        inputMode="url"
        autoComplete="off"
        spellCheck="false"
        value={serverUrl}
        onChange={text => onTyped({...typed, serverUrl: text})}
      />
      <Button type="submit" look="pay" isDisabled={!canSubmit}>
        Enrol this till
      </Button>
    </form>
  );
}
