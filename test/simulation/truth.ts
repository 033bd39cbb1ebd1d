/**
 * What really happened at the tills, whether any computer still knows it: every receipt that was printed and everything
 * taken back again. The simulation writes it down as it happens; the books are compared with it.
 */
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Operation} from '../../shared/protocol/operation.ts';

interface Happened {
  readonly operation: Operation;
  readonly till: number;
  /** Why it may be missing on the server: the only disks that held it are gone. */
  lostBecause: string | null;
}

export interface Truth {
  /** Committed to a till's books. */
  committed(till: number, operation: Operation): void;
  /** Taken back by a rollback at the server, of a sale that a till may take back as well: it is taken back once. */
  rolledBack(redemptionId: string, account: AccountKey, amount: number): void;
  /** Its only copy is gone before the server could hear of it. */
  lost(operationId: string, because: string): void;
  all(): readonly Happened[];
  find(operationId: string): Happened | undefined;
  /** Units of the account in customers' hands: sold and not taken back. */
  handedOut(account: AccountKey, counts?: (happened: Happened) => boolean): number;
  /** Of those, handed out on trust or a manager's word. */
  onRisk(account: AccountKey): number;
}

/** One draw of a redemption, and what became of it. */
interface Drawn {
  readonly account: AccountKey;
  drawn: number;
  voided: number;
  rolledBack: number;
}

type Move = Pick<Drawn, 'account'> & {readonly redemptionId: string; readonly amount: number};

export function newTruth(): Truth {
  const happened = new Map<string, Happened>();
  const out = new Map<AccountKey, number>();
  const risk = new Map<AccountKey, number>();
  const moves = new Map<string, readonly Move[]>();
  const draws = new Map<string, Drawn>();
  const rolledBack = new Map<string, number>();
  const add = (map: Map<AccountKey, number>, key: AccountKey, amount: number) =>
    void map.set(key, (map.get(key) ?? 0) + amount);
  const change = (key: string, account: AccountKey, by: (draw: Drawn) => void) => {
    const draw = draws.get(key) ?? {account, drawn: 0, voided: 0, rolledBack: 0};
    const before = outOf(draw);
    by(draw);
    draws.set(key, draw);
    add(out, account, outOf(draw) - before);
  };

  return {
    committed(till, operation) {
      if (happened.has(operation.id)) return;
      happened.set(operation.id, {operation, till, lostBecause: null});
      const moved = movesOf(operation);
      moves.set(operation.id, moved);
      for (const move of moved) change(keyOf(move), move.account, draw => note(draw, move));
      if (operation.body.kind === 'sale')
        for (const {account, amount} of operation.body.sale.uncovered ?? []) add(risk, account, amount);
    },
    rolledBack(redemptionId, account, amount) {
      const key = keyOf({redemptionId, account});
      rolledBack.set(key, (rolledBack.get(key) ?? 0) + amount);
      change(key, account, draw => {
        draw.rolledBack += amount;
      });
    },
    lost(operationId, because) {
      const one = happened.get(operationId);
      if (one !== undefined) one.lostBecause ??= because;
    },
    all: () => [...happened.values()],
    find: id => happened.get(id),
    handedOut(account, counts) {
      if (counts === undefined) return out.get(account) ?? 0;
      const counted = new Map<string, Drawn>();
      for (const one of happened.values()) {
        if (!counts(one)) continue;
        for (const move of moves.get(one.operation.id) ?? []) {
          if (move.account !== account) continue;
          const key = keyOf(move);
          const draw = counted.get(key) ?? {
            account,
            drawn: 0,
            voided: 0,
            rolledBack: rolledBack.get(key) ?? 0,
          };
          note(draw, move);
          counted.set(key, draw);
        }
      }
      return [...counted.values()].reduce((sum, draw) => sum + outOf(draw), 0);
    },
    onRisk: account => risk.get(account) ?? 0,
  };
}

function keyOf({redemptionId, account}: Pick<Move, 'redemptionId' | 'account'>): string {
  return `${redemptionId} ${account}`;
}

function note(draw: Drawn, {amount}: Move): void {
  if (amount > 0) draw.drawn += amount;
  else draw.voided -= amount;
}

/** A rollback and a void of the same draw take back the same thing. */
function outOf({drawn, voided, rolledBack}: Drawn): number {
  return drawn - (rolledBack === 0 ? voided : Math.min(drawn, voided + rolledBack));
}

function movesOf({body}: Operation): readonly Move[] {
  if (body.kind === 'sale') return drawsOf(body.sale);
  if (body.kind !== 'void') return [];
  return body.void.reversals.map(({redemptionId, account, amount}) => ({
    redemptionId,
    account,
    amount: -amount,
  }));
}

type SaleBody = Extract<Operation['body'], {kind: 'sale'}>['sale'];

function drawsOf({redemptions, decision}: SaleBody): readonly Move[] {
  return redemptions.flatMap(({id, verdict}) => {
    const one = decision.verdicts[verdict];
    if (one?.status !== 'applied') return [];
    return one.draws.map(({account, amount}) => ({redemptionId: id, account, amount}));
  });
}
