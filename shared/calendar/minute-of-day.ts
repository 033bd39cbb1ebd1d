/** `18:00` or `18:00:00` as minutes of the day, `24:00` as 1440; null for anything else. */
export function minuteOfDayFrom(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text);
  if (match === null) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  const minutes = hour * 60 + minute;
  return minute > 59 || minutes > 1440 ? null : minutes;
}
