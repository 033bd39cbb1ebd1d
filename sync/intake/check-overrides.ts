/**
 * Whether a manager's word covers what was handed out on it: given for this order, this account and at least this much,
 * by somebody who is a manager there, and used once. One that does not hold is a matter for a person (C6); the goods are gone.
 */
import type {OperationId} from '../../shared/kernel/id.ts';
import type {Override} from '../../shared/protocol/override.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {StaffMember, SyncTx} from '../store/sync-store.ts';
import type {Finding} from './finding.ts';

type Line = NonNullable<Sale['uncovered']>[number];

export async function checkOverrides(
  tx: SyncTx,
  sale: Sale,
  operationId: OperationId,
): Promise<readonly Finding[]> {
  const lines = (sale.uncovered ?? []).filter(line => line.by === 'override');
  if (lines.length === 0) return [];
  const overrides = new Map((sale.overrides ?? []).map(override => [override.id, override]));
  const staff = await tx.findStaff([...overrides.values()].map(override => override.approverId));
  const findings: Finding[] = [];
  const usedHere = new Map<string, Given>();
  for (const line of lines) {
    const override = line.overrideId === undefined ? undefined : overrides.get(line.overrideId);
    const given = sumOf(override === undefined ? undefined : usedHere.get(override.id), line);
    const problem =
      override === undefined
        ? 'without the word of a manager'
        : (unfit(override, line, given, sale) ??
          unfitApprover(staff.get(override.approverId), override, sale) ??
          (usedHere.has(override.id) || (await tx.spendOverride(override.id, operationId))
            ? null
            : `on ${override.id}, which was used before`));
    if (override !== undefined && problem === null) usedHere.set(override.id, given);
    if (problem === null) continue;
    const {account, amount, amountMinor} = line;
    const detail = `${amount} of ${account} was handed out ${problem}`;
    findings.push({kind: 'conflict', class: 'C6', detail, account, amount, moneyMinor: amountMinor});
  }
  return findings;
}

/** What one word was given for in this sale: several codes may count on one account. */
interface Given {
  readonly amount: number;
  readonly amountMinor: number;
}

function sumOf(before: Given | undefined, {amount, amountMinor}: Line): Given {
  if (before === undefined) return {amount, amountMinor};
  return {amount: before.amount + amount, amountMinor: before.amountMinor + amountMinor};
}

function unfit(override: Override, line: Line, given: Given, sale: Sale): string | null {
  if (override.orderId !== sale.orderId) return `on ${override.id}, given for order ${override.orderId}`;
  if (override.account !== line.account) return `on ${override.id}, given for ${override.account}`;
  if (given.amount > override.amount) return `on ${override.id}, given for ${override.amount}`;
  if (given.amountMinor > override.boundMinor) {
    return `on ${override.id}: ${given.amountMinor} of at most ${override.boundMinor} (minor units)`;
  }
  return null;
}

function unfitApprover(
  approver: StaffMember | undefined,
  {id, approverId}: Override,
  {storeId}: Sale,
): string | null {
  if (approver?.role !== 'manager' || !approver.active)
    return `on ${id} by ${approverId}, who is no active manager`;
  const isElsewhere = approver.storeId !== undefined && approver.storeId !== storeId;
  return isElsewhere ? `on ${id} by ${approverId}, who works at ${approver.storeId}` : null;
}
