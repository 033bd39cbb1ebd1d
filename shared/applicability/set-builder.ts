import {assert} from '../kernel/assert.ts';

/** One part of a set: how many units, and the lines that can give them. */
export interface PartNeed {
  readonly quantity: number;
  /** Lower ranks choose first. */
  readonly rank: number;
  readonly lineIndices: readonly number[];
}

/** A step by which units can change hands: `line` gives to `part`, which thereby may give up `from`. */
interface Step {
  readonly part: number;
  readonly line: number;
  readonly before: Step | null;
}

/**
 * Gives units of lines to the parts of sets, each unit once. A part takes what is free first; then a unit that
 * another part holds and can replace from elsewhere (the augmenting path of a maximum flow). What a part once has, it
 * keeps in number. So it falls short only where no arrangement of the lines would do.
 */
export class SetBuilder {
  readonly #needs: readonly PartNeed[];
  readonly #byRank: readonly number[];
  readonly #free: number[];
  /** Units held, by part and line. */
  readonly #held: number[][];

  constructor(needs: readonly PartNeed[], units: readonly number[]) {
    this.#needs = needs;
    this.#byRank = needs.map((_, part) => part).sort((a, b) => rankOf(needs, a) - rankOf(needs, b));
    this.#free = [...units];
    this.#held = needs.map(() => units.map(() => 0));
  }

  /** So many whole sets; false as soon as one part falls short. */
  addSets(sets: number): boolean {
    return this.#byRank.every(part => this.#give(part, (this.#needs[part]?.quantity ?? 0) * sets) === 0);
  }

  /** As much of one more set as there is; what each part lacks. */
  addSet(): number[] {
    const lacking = this.#needs.map(() => 0);
    for (const part of this.#byRank) lacking[part] = this.#give(part, this.#needs[part]?.quantity ?? 0);
    return lacking;
  }

  unitsOf(line: number): number {
    return this.#held.reduce((sum, held) => sum + (held[line] ?? 0), 0);
  }

  /** How many of `wanted` units the part could not get. */
  #give(part: number, wanted: number): number {
    let lacking = wanted;
    for (let step = this.#path(part); lacking > 0 && step !== null; step = this.#path(part)) {
      lacking -= this.#move(step, lacking);
    }
    return lacking;
  }

  /** The shortest way from a free unit to the part, as its last step; null where there is none. */
  #path(part: number): Step | null {
    const seen = new Set<number>();
    const open: Step[] = [];
    const look = (taker: number, before: Step | null): Step | null => {
      for (const line of this.#needs[taker]?.lineIndices ?? []) {
        if (seen.has(line)) continue;
        seen.add(line);
        const step = {part: taker, line, before};
        if (this.#freeOf(line) > 0) return step;
        open.push(step);
      }
      return null;
    };
    let found = look(part, null);
    for (let next = 0; found === null && next < open.length; next++) {
      const step = open[next];
      if (step === undefined) break;
      for (let holder = 0; found === null && holder < this.#held.length; holder++) {
        if (this.#heldOf(holder, step.line) > 0) found = look(holder, step);
      }
    }
    return found;
  }

  /** Moves as many units along the way as it can bear, at most `wanted`. */
  #move(last: Step, wanted: number): number {
    let units = Math.min(wanted, this.#freeOf(last.line));
    for (let step = last; step.before !== null; step = step.before) {
      units = Math.min(units, this.#heldOf(step.part, step.before.line));
    }
    assert(units > 0, 'a way without units');
    this.#free[last.line] = this.#freeOf(last.line) - units;
    for (let step: Step | null = last; step !== null; step = step.before) {
      this.#add(step.part, step.line, units);
      if (step.before !== null) this.#add(step.part, step.before.line, -units);
    }
    return units;
  }

  #freeOf(line: number): number {
    return this.#free[line] ?? 0;
  }

  #heldOf(part: number, line: number): number {
    return this.#held[part]?.[line] ?? 0;
  }

  #add(part: number, line: number, units: number): void {
    const held = this.#held[part];
    if (held !== undefined) held[line] = (held[line] ?? 0) + units;
  }
}

function rankOf(needs: readonly PartNeed[], part: number): number {
  return needs[part]?.rank ?? 0;
}
