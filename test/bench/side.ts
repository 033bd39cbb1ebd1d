/** One of those that a benchmark compares: an engine with its work laid out, ready to be asked again and again. */
export interface Side {
  /** What it answers, as text that must be the same on every side. */
  readonly answers: () => string | Promise<string>;
  /** Of sides that can tell more than all of them: that too must be the same. */
  readonly details?: () => string;
  /** The work that is timed; `turn` counts up, for sides that have several inputs to go through. */
  readonly run: (turn: number) => unknown;
}

/** A side is opened in a process of its own, so that none inherits what another taught the compiler. */
export type OpenSide = () => Side | Promise<Side>;
