/** What is wrong with a definition that somebody sent. `where` is the path in it: `rules.1.conditions.$is`. */
export interface Problem {
  readonly where: string;
  readonly message: string;
}

/** `where` and `message` are the first problem's; `problems` has all. */
export type Refused = Problem & {readonly ok: false; readonly problems: readonly Problem[]};

export type Report = (where: string, message: string) => void;

/** Beyond so many, nobody reads on. */
const mostProblems = 100;

/** Reads with a reporter: what was read, or every problem found on the way. */
export function readWith<T extends object>(read: (report: Report) => T): (T & {readonly ok: true}) | Refused {
  const problems: Problem[] = [];
  const found = read((where, message) => {
    if (problems.length < mostProblems) problems.push({where, message});
  });
  const [first] = problems;
  return first === undefined ? {...found, ok: true} : {ok: false, ...first, problems};
}

/** Whether objects and lists lie deeper within each other than `most`; never recursive, whatever is sent. */
export function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap(membersOf);
  }
  return false;
}

function membersOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const members: readonly unknown[] = Object.values(value);
  return members;
}
