/** One source file as the architecture rules see it. Paths are relative to the repository, with `/`. */
export type Module = {
  readonly path: string;
  readonly imports: readonly Import[];
  /** Names used that this file does not declare, once each: globals, with `Math.random` as one name. */
  readonly globals: ReadonlySet<string>;
  /** True when the file declares nothing of its own and only passes on what others export. */
  readonly onlyReExports: boolean;
};

export type Import = {
  /** As written: `./allocate.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  /** Where a relative specifier leads, else the package: `shared/money/allocate.ts`, `@noble/hashes`, `node:fs`. */
  readonly target: string;
  readonly isRelative: boolean;
};

/** Files of the test tree, and tests that sit beside the code. */
export function isTest({path}: Pick<Module, 'path'>): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path);
}

/** `renderer/till-ledger/complete-sale.ts` → `['renderer', 'till-ledger']`; a file of the root has no folders. */
export function foldersOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}

/** Whether the file, or the import's target, lies in the folder or below it. */
export function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}
