/** What a condition needs of a value, in words: `at least 3`, `more than 7 days ago`, `18:00 to 20:01 on Tue, Wed`. */
import type {Check} from '../../shared/reasons/refusal.ts';

type Value = Check['needed'];
type Say = (value: Value) => string;

/** An operator that this version does not know is shown as it is written. */
export function operatorText(operator: string, needed: Value, say: Say): string {
  const known = operatorWords[operator];
  return known === undefined ? `${operator} ${say(needed)}` : known(needed, say);
}

export const operatorWords: Readonly<Record<string, (needed: Value, say: Say) => string>> = {
  $is: (needed, say) => say(needed),
  $in: before('one of'),
  $is_not: before('not'),
  $not_in: before('none of'),
  $not_differ: before('exactly'),
  $not_intersect: before('none of'),
  $less_than: before('less than'),
  $less_than_or_equal: before('at most'),
  $more_than: before('more than'),
  $more_than_or_equal: before('at least'),
  $greater_than_or_equal: before('at least'),
  $before: before('before'),
  $after: before('after'),
  $starts_with: before('starting with'),
  $ends_with: before('ending with'),
  $contains: before('containing'),
  $count: values('exactly'),
  $count_more: values('more than'),
  $count_less: values('fewer than'),
  $dow: needed => `a ${listOf(needed).map(dayName).join(' or ')}`,
  $more_than_ago: days('more than', 'ago'),
  $less_than_ago: days('less than', 'ago'),
  $is_days_ago: days('exactly', 'ago'),
  $more_than_future: days('more than', 'ahead'),
  $less_than_future: days('less than', 'ahead'),
  $is_days_in_future: days('exactly', 'ahead'),
  $timeframe: needed => either(needed, repeatingText),
  $timeframe_absolute: needed => either(needed, text => `from ${text.split(';').join(' to ')}`),
  $timeframe_daily_hours: needed => either(needed, dailyText),
};

function before(words: string) {
  return (needed: Value, say: Say) => `${words} ${say(needed)}`;
}

function values(words: string) {
  return (needed: Value, say: Say) => `${words} ${say(needed)} ${needed === 1 ? 'value' : 'values'}`;
}

function days(words: string, side: 'ago' | 'ahead') {
  return (needed: Value, say: Say) => `${words} ${say(needed)} ${needed === 1 ? 'day' : 'days'} ${side}`;
}

function either(needed: Value, say: (text: string) => string): string {
  return listOf(needed)
    .map(one => say(String(one)))
    .join(', or ');
}

function repeatingText(text: string): string {
  const [start = '', interval = '', duration = ''] = text.split(';');
  return `${duration} of every ${interval} from ${start}`;
}

function dailyText(text: string): string {
  const [start = '', end = '', on = ''] = text.split(';');
  const named = on === '' ? '' : ` on ${on.split(',').map(dayName).join(', ')}`;
  return `${start} to ${end}${named}`;
}

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function dayName(day: Value): string {
  return dayNames[Number(day)] ?? String(day);
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}
