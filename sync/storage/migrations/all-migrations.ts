import bookOfRecord from './0001-book-of-record.sql?raw';
import redemptionsOfAParent from './0002-redemptions-of-a-parent.sql?raw';
import windowsAndBundles from './0003-windows-and-bundles.sql?raw';

export interface Migration {
  /** Consecutive from 1. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Every step of the schema, in order. A step that was ever released is never edited, only followed. */
export const allMigrations: readonly Migration[] = [
  {version: 1, name: 'book-of-record', sql: bookOfRecord},
  {version: 2, name: 'redemptions-of-a-parent', sql: redemptionsOfAParent},
  {version: 3, name: 'windows-and-bundles', sql: windowsAndBundles},
];
