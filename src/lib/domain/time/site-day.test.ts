import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDateAt, daySpan } from './site-day.ts';
import { calendarDateSchema } from './calendar-date.ts';

const HOUR = 3_600_000;

describe('a local day', () => {
  test('in Paris begins at 23:00 UTC of the day before in winter', () => {
    expect(daySpan('Europe/Paris', '2026-01-15').startsAt).toBe(Date.parse('2026-01-14T23:00:00Z'));
  });

  test('lasts 23 hours when summer time begins and 25 when it ends', () => {
    const spring = daySpan('Europe/Paris', '2026-03-29');
    const autumn = daySpan('Europe/Paris', '2026-10-25');
    expect(spring.endsAt - spring.startsAt).toBe(23 * HOUR);
    expect(autumn.endsAt - autumn.startsAt).toBe(25 * HOUR);
  });

  test('begins an hour late where summer time begins at midnight', () => {
    const { startsAt } = daySpan('America/Santiago', '2026-09-06');
    expect(calendarDateAt('America/Santiago', startsAt)).toBe('2026-09-06');
    expect(calendarDateAt('America/Santiago', startsAt - 1)).toBe('2026-09-05');
  });

  test('contains exactly the instants whose date it is, in any zone on any day', () => {
    const zones = [
      'Europe/Paris',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Apia',
      'America/Santiago',
      'UTC'
    ];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 18_000, max: 24_000 }), (zone, day) => {
        const date = addDays('1970-01-01', day);
        const { startsAt, endsAt } = daySpan(zone, date);
        expect(calendarDateAt(zone, startsAt)).toBe(date);
        expect(calendarDateAt(zone, startsAt - 1)).not.toBe(date);
        expect(calendarDateAt(zone, endsAt - 1)).toBe(date);
        expect(calendarDateAt(zone, endsAt)).not.toBe(date);
      }),
      { numRuns: 500 }
    );
  });
});

test('a date that does not exist is no date', () => {
  expect(calendarDateSchema.safeParse('2026-02-30').success).toBe(false);
  expect(calendarDateSchema.safeParse('2026-02-28').success).toBe(true);
});
