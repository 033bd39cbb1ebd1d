/**
 * Why a code or offer does what it does: one sentence, what to tell the customer, then every condition with what
 * it needs and what there is, and buttons for what would mend it. All of it from the verdict; no second logic.
 */
import type {Verdict} from '../../shared/decision/decision.ts';
import {verdictState} from '../../shared/decision/verdict-state.ts';
import type {Check, Remedy} from '../../shared/reasons/refusal.ts';
import {Button} from '../design/button.tsx';
import {Dialog} from '../design/dialog.tsx';
import {formatMoney} from '../design/format-money.ts';
import {Icon} from '../design/icon.tsx';
import {Spoken} from '../design/spoken.tsx';
import {checkText} from '../wording/check-text.ts';
import {refusalText} from '../wording/refusal-text.ts';
import type {WordingContext} from '../wording/wording-context.ts';
import {remediesOf} from './remedies.ts';
import styles from './why-panel.module.css';

export interface WhyPanelProps {
  readonly name: string;
  readonly campaign: string | null;
  readonly verdict: Verdict;
  readonly context: WordingContext;
  readonly onClose: () => void;
  readonly onAttachCustomer: () => void;
  /** Opens the product search; with ids, on the first of these products that is known. */
  readonly onFindProduct: (productIds: readonly string[]) => void;
  readonly onRemove: (() => void) | null;
}

export function WhyPanel(props: WhyPanelProps) {
  const {name, campaign, verdict, context, onClose, onRemove} = props;
  return (
    <Dialog
      isOpen
      title={name}
      onClose={onClose}
      actions={
        <>
          {onRemove && (
            <Button look="quiet" icon="bin" onPress={onRemove}>
              Take it off
            </Button>
          )}
          <RemedyButtons {...props} />
          <Button look="primary" autoFocus onPress={onClose}>
            Got it
          </Button>
        </>
      }
    >
      <div className={styles['why']}>
        {campaign && campaign !== name && <p className={styles['campaign']}>{campaign}</p>}
        <Sentence verdict={verdict} context={context} />
        {verdict.checks.length > 0 && <Checks checks={verdict.checks} context={context} />}
      </div>
    </Dialog>
  );
}

const stateWords = {applied: 'Applied', waiting: 'Waiting', refused: 'Refused'} as const;
const stateIcons = {applied: 'check', waiting: 'hourglass', refused: 'cross'} as const;

function Sentence({verdict, context}: {readonly verdict: Verdict; readonly context: WordingContext}) {
  const state = verdictState(verdict);
  const words = verdict.status === 'applied' ? null : refusalText(verdict.refusal, context);
  return (
    <>
      <div className={`${styles['sentence']} ${styles[state]}`}>
        <span className={styles['state']}>
          <Icon name={stateIcons[state]} size="s" />
          {stateWords[state]}
        </span>
        <p className={styles['cashier']}>{words?.cashier ?? appliedText(verdict, context)}</p>
      </div>
      {words && (
        <p className={styles['customer']}>
          <span>Tell the customer:</span> “{words.customer}”
        </p>
      )}
    </>
  );
}

function appliedText(verdict: Verdict, {currency}: WordingContext): string {
  if (verdict.status !== 'applied') return '';
  if (verdict.gift !== null) {
    const used = formatMoney(verdict.gift.creditsMinor, currency);
    const left = formatMoney(verdict.gift.availableMinor, currency);
    return `${used} of the card pays for this order. ${left} more can be spent at this till.`;
  }
  if (verdict.discountMinor === 0) return 'Valid, but there is nothing to take off.';
  return `Takes ${formatMoney(verdict.discountMinor, currency)} off.`;
}

function Checks({checks, context}: {readonly checks: readonly Check[]; readonly context: WordingContext}) {
  return (
    <section className={styles['terms']} aria-label="Terms of this offer">
      <h3 className={styles['heading']}>Terms</h3>
      <ul className={styles['checks']}>
        {checks.map(check => (
          <CheckLine key={`${check.key} ${check.operator}`} check={check} context={context} />
        ))}
      </ul>
    </section>
  );
}

function CheckLine({check, context}: {readonly check: Check; readonly context: WordingContext}) {
  const {subject, needed, actual} = checkText(check, context);
  return (
    <li className={check.passed ? styles['met'] : styles['unmet']}>
      <span className={styles['mark']}>
        <Icon name={check.passed ? 'check' : 'cross'} size="s" />
        <Spoken>{check.passed ? 'Met: ' : 'Not met: '}</Spoken>
      </span>
      <span className={styles['subject']}>{subject}</span>
      <span className={styles['values']}>
        <span>
          needs <strong>{needed}</strong>
        </span>
        <span>
          has <strong>{actual}</strong>
        </span>
      </span>
    </li>
  );
}

function RemedyButtons({verdict, context, onAttachCustomer, onFindProduct}: WhyPanelProps) {
  return remediesOf(verdict).map(remedy => (
    <RemedyButton
      key={remedy.kind}
      remedy={remedy}
      context={context}
      onAttachCustomer={onAttachCustomer}
      onFindProduct={onFindProduct}
    />
  ));
}

interface RemedyButtonProps extends Pick<WhyPanelProps, 'context' | 'onAttachCustomer' | 'onFindProduct'> {
  readonly remedy: Remedy;
}

function RemedyButton({remedy, context, onAttachCustomer, onFindProduct}: RemedyButtonProps) {
  switch (remedy.kind) {
    case 'attach_customer':
      return (
        <Button icon="person" onPress={onAttachCustomer}>
          Attach customer
        </Button>
      );
    case 'add_amount':
      return (
        <Button icon="search" onPress={() => onFindProduct([])}>
          Add {formatMoney(remedy.missingMinor, context.currency)} more
        </Button>
      );
    case 'add_product':
      return (
        <Button icon="search" onPress={() => onFindProduct(remedy.productIds)}>
          {productWords(remedy.productIds, context)}
        </Button>
      );
    case 'complete_bundle':
      return (
        <Button icon="search" onPress={() => onFindProduct(remedy.missing.map(({id}) => id))}>
          {productWords(
            remedy.missing.map(({id}) => id),
            context,
          )}
        </Button>
      );
    // Nothing to press: the words of the refusal say when to come back, or which offer to remove.
    case 'come_back':
    case 'swap':
      return null;
  }
}

function productWords(ids: readonly string[], {productName}: WordingContext): string {
  const name = ids.length === 1 && ids[0] !== undefined ? productName(ids[0]) : null;
  return name === null ? 'Find a product' : `Find ${name}`;
}
