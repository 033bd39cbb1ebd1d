export type Failure =
  /** Nothing came back in time. */
  | {readonly kind: 'unreachable'; readonly message: string}
  /** Something answered that is not the sync server: a captive portal, another web site. */
  | {readonly kind: 'foreign'; readonly message: string}
  /** The server said no. `key` is its machine-readable reason. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly key: string;
      readonly message: string;
      readonly retryAfterMs: number | null;
      /** The server's time, where it says that this till's is too far off. */
      readonly serverMs?: number;
    };

export type Answer<T> =
  | {readonly ok: true; readonly value: T}
  | {readonly ok: false; readonly failure: Failure};
