/**
 * Recurring windows of a campaign, voucher or tier on the wire (semantics.md A.4). They are kept as they were sent;
 * a decision reads them in the project's zone.
 */
import {z} from 'zod';
import {checkWindows, type WindowProblem} from '../calendar/check-windows.ts';
import {minuteOfDayFrom} from '../calendar/minute-of-day.ts';
import type {ValidityWindows} from '../calendar/validity-windows.ts';
import {type EpochMs, epochMs} from '../kernel/epoch.ts';

const isoDuration = z.string().max(60);
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, {error: 'should be a time such as 09:30'});
const daysOfWeek = z.array(z.int().min(0).max(6)).max(7);

const timeframeBody = z.looseObject({interval: isoDuration, duration: isoDuration});
const hoursBody = z.looseObject({
  daily: z
    .array(
      z.looseObject({start_time: timeOfDay, expiration_time: timeOfDay, days_of_week: daysOfWeek.min(1)}),
    )
    .min(1)
    .max(50),
});

/** The properties of a body. */
export const windowsBody = {
  validity_timeframe: timeframeBody.nullish(),
  validity_day_of_week: daysOfWeek.min(1).nullish(),
  validity_hours: hoursBody.nullish(),
};

const daily = z.object({start_time: z.string(), expiration_time: z.string(), days_of_week: z.array(z.int())});

/** As kept and answered: what was set. */
export const windowsWire = z.object({
  validity_timeframe: z.object({interval: z.string(), duration: z.string()}).optional(),
  validity_day_of_week: z.array(z.int()).optional(),
  validity_hours: z.object({daily: z.array(daily)}).optional(),
});
export type WindowsWire = z.output<typeof windowsWire>;

type WindowsBody = z.output<z.ZodObject<typeof windowsBody>>;

type SentWindows = WindowsBody & {readonly start_date?: string | null | undefined};

/** What a shape cannot say: a timeframe repeats from the start date, windows have a length and do not overlap. */
export function checkWindowsBody(context: {
  readonly value: SentWindows;
  readonly issues: z.core.$ZodRawIssue[];
}): void {
  // Zod asks this also of values whose shape it has found fault with; they cannot be read as windows.
  if (context.issues.length > 0) return;
  const {value} = context;
  const report = (path: (string | number)[], message: string): void => {
    context.issues.push({code: 'custom', path, input: value, message});
  };
  if (value.validity_timeframe != null && value.start_date == null)
    report(['validity_timeframe'], 'should have a start_date to repeat from');
  const {validity} = windowsMember(toWindowsWire(value), epochMs(0));
  for (const problem of checkWindows(validity ?? {})) report(placeOf(problem.where), problemText(problem));
}

/** `hours.2` → `validity_hours.daily[2]`. */
function placeOf(where: string): (string | number)[] {
  const [part, detail] = where.split('.');
  if (part === 'timeframe') return ['validity_timeframe', detail === 'durationIso' ? 'duration' : 'interval'];
  return part === 'hours' ? ['validity_hours', 'daily', Number(detail ?? 0)] : ['validity_day_of_week'];
}

function problemText({code, other}: WindowProblem): string {
  switch (code) {
    case 'not_a_duration':
      return 'should be an ISO 8601 duration such as P1D or PT2H';
    case 'no_length':
      return 'should be longer than nothing';
    case 'windows_overlap':
      return 'should not be longer than interval: the windows would overlap';
    case 'never_open':
      return 'should be open at some time';
    case 'ranges_overlap':
      return `should not overlap another range: that of daily[${other?.split('.')[1] ?? ''}]`;
  }
}

/** null where nothing recurs. */
export function toWindowsWire(body: WindowsBody): WindowsWire | null {
  const set = Object.fromEntries(
    Object.keys(windowsBody).flatMap(name => {
      const value: unknown = Reflect.get(body, name);
      return value == null ? [] : [[name, value]];
    }),
  );
  return Object.keys(set).length === 0 ? null : windowsWire.parse(set);
}

/** The windows a decision looks at, as a member of a document: nothing where there are none. */
export function windowsMember(
  wire: WindowsWire | null,
  startsAtMs: EpochMs | null,
): {readonly validity?: ValidityWindows} {
  if (wire === null) return {};
  const {validity_timeframe: frame, validity_day_of_week: days, validity_hours: hours} = wire;
  return {
    validity: {
      ...(frame === undefined || startsAtMs === null
        ? {}
        : {timeframe: {anchorMs: startsAtMs, intervalIso: frame.interval, durationIso: frame.duration}}),
      ...(days === undefined ? {} : {daysOfWeek: days}),
      ...(hours === undefined
        ? {}
        : {
            hours: hours.daily.map(range => ({
              startMinute: minuteOfDayFrom(range.start_time) ?? 0,
              endMinute: minuteOfDayFrom(range.expiration_time) ?? 0,
              daysOfWeek: range.days_of_week,
            })),
          }),
    },
  };
}

/** Windows of a document as they are kept; null where nothing recurs. The timeframe's anchor is the start date. */
export function presentWindows(validity: ValidityWindows | undefined): WindowsWire | null {
  if (validity === undefined) return null;
  const {timeframe, daysOfWeek, hours} = validity;
  const wire: WindowsWire = {
    ...(timeframe === undefined
      ? {}
      : {validity_timeframe: {interval: timeframe.intervalIso, duration: timeframe.durationIso}}),
    ...(daysOfWeek === undefined ? {} : {validity_day_of_week: daysOfWeek}),
    ...(hours === undefined
      ? {}
      : {
          validity_hours: {
            daily: hours.map(({startMinute, endMinute, daysOfWeek: days}) => ({
              start_time: timeText(startMinute),
              expiration_time: timeText(endMinute),
              days_of_week: days,
            })),
          },
        }),
  };
  return Object.keys(wire).length === 0 ? null : wire;
}

/** Minutes of the day as `09:30`. */
function timeText(minuteOfDay: number): string {
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
