import { z } from 'zod';

/** A calendar date without a time, `YYYY-MM-DD`, that exists (no 30 February). */
export const calendarDateSchema = z.iso.date();
