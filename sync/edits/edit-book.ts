import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, EditId, StaffId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Editable, EditableKind} from '../../shared/merge/editable.ts';
import type {EditedField, FieldOutcome, FieldWrite, ParkedReason} from '../../shared/merge/merge-edit.ts';

/** A document as it is, and when each of its fields was last written. */
export interface StandingDocument {
  readonly document: Editable;
  readonly writes: ReadonlyMap<string, FieldWrite>;
}

/** What became of an edit, for the audit trail. */
export interface EditRecord {
  readonly editId: EditId;
  /** null for one that was not made on a till: a conflict that was resolved. */
  readonly operationId: string | null;
  readonly deviceId: DeviceId | null;
  readonly staffId: StaffId;
  readonly kind: EditableKind;
  readonly documentId: string;
  readonly baseVersion: number;
  /** The version it made; null where nothing changed. */
  readonly version: number | null;
  readonly result: 'merged' | 'archived' | 'ended' | 'gone';
  readonly outcomes: readonly FieldOutcome[];
  readonly editedAtMs: EpochMs;
  readonly mergedAtMs: EpochMs;
}

/**
 * The documents of the book of record as edits know them, within the transaction of an edit: rows of PostgreSQL
 * (pg-edit-book.ts), or documents in memory for the simulation.
 */
export interface EditBook {
  /** Locked until the transaction ends; null where there is none (any more). */
  lockDocument(kind: EditableKind, id: string): Promise<StandingDocument | null>;
  /** Which of these fields it cannot hold as asked, by path. */
  refusals(document: Editable, fields: readonly EditedField[]): Promise<ReadonlyMap<string, ParkedReason>>;
  /** The versions of a document that edits of this till made: whoever made them had seen them. */
  versionsBy(deviceId: DeviceId, kind: EditableKind, id: string): Promise<ReadonlySet<number>>;
  /** Whether anything was redeemed of it, or may have been by a till that was not heard since. */
  wasRedeemed(kind: EditableKind, id: string): Promise<boolean>;
  /** Keeps and publishes a locked document under its new version. */
  saveDocument(document: Editable): Promise<void>;
  /** Notes when fields of a locked document were written, which is when the edit was made and not when it came. */
  noteWrites(document: Editable, written: ReadonlyMap<string, EpochMs>): Promise<void>;
  /** Takes a locked document out of use and leaves tombstones; a campaign goes with its codes and tiers. */
  archiveDocument(document: Editable, by: {readonly staffId: StaffId; readonly atMs: EpochMs}): Promise<void>;
  /** Opens an account where there is none yet. */
  openAccount(account: AccountKey, limit: number): Promise<void>;
  recordEdit(record: EditRecord): Promise<void>;
}
