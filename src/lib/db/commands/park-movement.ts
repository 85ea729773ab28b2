import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { Refusal } from '../schema.ts';
import { storageError } from '../storage-error.ts';

/**
 * Sets one waiting movement aside so that the others can go on; it stays on the
 * device, shown with its code, until a person has dealt with it.
 *
 * Errors: `not-waiting`, `storage-…`.
 */
export async function parkMovement(
  db: DouchetteDatabase,
  input: { id: string; refusal: Refusal; now: number }
): Promise<Result<null>> {
  const { id, refusal, now } = input;
  try {
    const parked = await db.outbox
      .where('id')
      .equals(id)
      .and((row) => row.state === 'waiting')
      .modify({ state: 'parked', refusal, answeredAt: now });
    return parked === 1 ? done(null) : failed({ code: 'not-waiting' });
  } catch (error) {
    return failed(storageError(error));
  }
}
