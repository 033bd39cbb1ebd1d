/** Thrown in a transaction that found what it had looked at changed before it could lock it: it is run again. */
export class LostRace extends Error {
  constructor(what: string) {
    super(`lost a race: ${what}`);
    this.name = 'LostRace';
  }
}
