import type {Metadata} from '../../shared/kernel/metadata.ts';

/** Metadata `home_store`: the store whose tills hold the voucher's leases from the morning. */
export function homeStoreOf(metadata: Metadata): string | null {
  const named = metadata['home_store'];
  return typeof named === 'string' && named !== '' ? named : null;
}
