/** Why the server cannot start, in words for the person who started it: what is wrong, and the way out. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
