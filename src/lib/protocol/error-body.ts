import { z } from 'zod';
import { errorCodes, type ErrorBody } from './errors.ts';

/** The body of every answer that is not a success. */
export const errorBodySchema: z.ZodType<ErrorBody> = z.strictObject({
  error: z.strictObject({
    code: z.enum(errorCodes),
    field: z.string().optional(),
    detail: z.string().optional()
  })
});
