const two = (text: string, at: number): number => Number(text.slice(at, at + 2));

/** Days of a month of the Gregorian calendar; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The year that two digits mean, seen from this year: none lies more than 50
 * years ahead or 49 behind (GS1 General Specifications §7.12).
 * @param today `YYYY-MM-DD`
 */
export function fullYear(twoDigits: number, today: string): number {
  const thisYear = Number(today.slice(0, 4));
  const century = thisYear - (thisYear % 100);
  const ahead = twoDigits - (thisYear % 100);
  if (ahead >= 51) return century - 100 + twoDigits;
  return ahead <= -50 ? century + 100 + twoDigits : century + twoDigits;
}

/** Writes a date that exists as `YYYY-MM-DD`; null for one that does not. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-'
  );
}

/**
 * Reads YYMMDD. Day 00 is the last day of the month, where the field allows it
 * (GS1 General Specifications §3.4.2 and following).
 * @param digits at least six digits
 * @returns null for a date that does not exist
 */
export function dateFromYymmdd(digits: string, options: { today: string; dayZero?: boolean }): string | null {
  const year = fullYear(two(digits, 0), options.today);
  const month = two(digits, 2);
  const day = two(digits, 4);
  return isoDate(year, month, day === 0 && options.dayZero ? daysInMonth(year, month) : day);
}

/** Reads YYYYMMDD; null for a date that does not exist. */
export function dateFromYyyymmdd(digits: string): string | null {
  return isoDate(Number(digits.slice(0, 4)), two(digits, 4), two(digits, 6));
}

/** Reads a day of the year (1–366), as in Julian dates; null for one that does not exist. */
export function dateFromDayOfYear(year: number, dayOfYear: number): string | null {
  let left = dayOfYear;
  for (let month = 1; left > 0 && month <= 12; month++) {
    const days = daysInMonth(year, month);
    if (left <= days) return isoDate(year, month, left);
    left -= days;
  }
  return null;
}

/** Whether two digits are an hour, and two a minute or second (00–23, 00–59). */
export const isHour = (digits: string): boolean => digits <= '23';
export const isMinute = (digits: string): boolean => digits <= '59';
