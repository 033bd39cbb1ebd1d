import bookOfRecord from './0001-book-of-record.sql?raw';
import redemptionsOfAParent from './0002-redemptions-of-a-parent.sql?raw';
import windowsAndBundles from './0003-windows-and-bundles.sql?raw';
import leasesAndForks from './0004-leases-and-forks.sql?raw';
import conflicts from './0005-conflicts.sql?raw';
import tillKeys from './0006-till-keys.sql?raw';
import snapshots from './0007-snapshots.sql?raw';
import feedScopes from './0008-feed-scopes.sql?raw';
import editsAndSeals from './0009-edits-and-seals.sql?raw';
import redemptionTally from './0010-redemption-tally.sql?raw';
import reversalNotices from './0011-reversal-notices.sql?raw';
import needOfASale from './0012-need-of-a-sale.sql?raw';

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
  {version: 4, name: 'leases-and-forks', sql: leasesAndForks},
  {version: 5, name: 'conflicts', sql: conflicts},
  {version: 6, name: 'till-keys', sql: tillKeys},
  {version: 7, name: 'snapshots', sql: snapshots},
  {version: 8, name: 'feed-scopes', sql: feedScopes},
  {version: 9, name: 'edits-and-seals', sql: editsAndSeals},
  {version: 10, name: 'redemption-tally', sql: redemptionTally},
  {version: 11, name: 'reversal-notices', sql: reversalNotices},
  {version: 12, name: 'need-of-a-sale', sql: needOfASale},
];
