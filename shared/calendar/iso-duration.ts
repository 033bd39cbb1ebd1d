/**
 * ISO 8601 durations: `P1Y2M3W4DT5H6M7.5S`. Whole numbers; only seconds may have decimals (three at most), because
 * half a month has no length. No sign: durations here count forward.
 */

export interface IsoDuration {
  readonly months: number;
  readonly days: number;
  /** Exact time: hours, minutes and seconds together. */
  readonly ms: number;
}

export type ParsedDuration =
  | {readonly ok: true; readonly duration: IsoDuration}
  | {readonly ok: false; readonly message: string};

const pattern =
  /^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d{1,3}))?S)?)?$/;

/** Refuses anything but a duration, with a message for the campaign's author. */
export function parseIsoDuration(text: string): ParsedDuration {
  const match = text.length > 60 ? null : pattern.exec(text);
  if (match === null || /[PT]$/.test(text))
    return {ok: false, message: 'should be an ISO 8601 duration like P1D, P2W, P1M or PT90M'};
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1, 8).map(n => Number(n ?? 0));
  const fractionMs = Number((match[8] ?? '').padEnd(3, '0'));
  const wholeSeconds = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return {
    ok: true,
    duration: {
      months: (years ?? 0) * 12 + (months ?? 0),
      days: (weeks ?? 0) * 7 + (days ?? 0),
      ms: wholeSeconds * 1000 + fractionMs,
    },
  };
}

/** So many times as long, part by part. */
export function timesDuration({months, days, ms}: IsoDuration, factor: number): IsoDuration {
  return {months: months * factor, days: days * factor, ms: ms * factor};
}

/** How long it is on average, months as a twelfth of the Gregorian year. For comparing and estimating only. */
export function roughMs({months, days, ms}: IsoDuration): number {
  return months * 2_629_746_000 + days * 86_400_000 + ms;
}
