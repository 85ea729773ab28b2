import { z } from 'zod';
import { gs1CheckDigitValid } from './check-digits.ts';

/**
 * The number of a pallet or parcel (Serial Shipping Container Code, AI 00): 18
 * digits, the last one their check digit (GS1 General Specifications §7.9.1).
 */
export const ssccSchema = z
  .string()
  .regex(/^\d{18}$/)
  .refine(gs1CheckDigitValid, { message: 'not an SSCC' });
