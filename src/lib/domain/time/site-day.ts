const DAY_MS = 86_400_000;

/** The half-open span [startsAt, endsAt) of one local day, in ms since the epoch. */
export interface DaySpan {
  startsAt: number;
  endsAt: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit'
  });
  formatters.set(timeZone, made);
  return made;
}

/** How far the wall clock of the zone is ahead of UTC at this instant, in ms. */
function zoneOffset(timeZone: string, instant: number): number {
  const part = Object.fromEntries(
    formatterFor(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)])
  );
  const wall = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

/** The calendar date that the wall of a site shows at an instant (ms since the epoch). */
export function calendarDateAt(timeZone: string, instant: number): string {
  return new Date(instant + zoneOffset(timeZone, instant)).toISOString().slice(0, 10);
}

/** The date `days` later (or earlier), by the calendar. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function startOfDay(timeZone: string, date: string): number {
  const utcMidnight = Date.parse(`${date}T00:00:00Z`);
  const guess = utcMidnight - zoneOffset(timeZone, utcMidnight);
  const settled = utcMidnight - zoneOffset(timeZone, guess);
  // Where summer time begins at midnight the first instant of the day is an hour on.
  return calendarDateAt(timeZone, settled) === date ? settled : guess;
}

/**
 * When a local day begins and ends. It is computed once, where the date is
 * chosen, and travels with the movement: two machines with different time-zone
 * data must still sort alike.
 *
 * @param timeZone IANA name, for example `Europe/Paris`
 */
export function daySpan(timeZone: string, date: string): DaySpan {
  return { startsAt: startOfDay(timeZone, date), endsAt: startOfDay(timeZone, addDays(date, 1)) };
}
