import { expect, test } from 'vitest';
import { errorCodes, errorTable } from './errors.ts';
import { errorBodySchema } from './error-body.ts';

test('every code decides severity, action and an error status', () => {
  for (const code of errorCodes) {
    const { status, action } = errorTable[code];
    expect(status, code).toBeGreaterThanOrEqual(400);
    if (action === 'retry') expect(status === 426 || status === 429 || status >= 500, code).toBe(true);
    expect(errorBodySchema.safeParse({ error: { code } }).success).toBe(true);
  }
});
