import { z } from 'zod';

const DIGITS = /^\d{1,15}$/;

/** A whole number as a query string carries it: digits only, so that `-1`, `1e3` and 2^63 are refused. */
export function queryNumber(range: { min: number; max: number }) {
  return z.string().regex(DIGITS).transform(Number).pipe(z.number().min(range.min).max(range.max));
}
