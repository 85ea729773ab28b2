import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import { storageError } from '../storage-error.ts';

/**
 * Puts parked movements back in the queue, unchanged: after a repair at the desk
 * (a location created, a newer server) the same movement may be accepted.
 *
 * @param ids the parked movements to retry; all of them when left out
 * @returns how many wait again
 */
export async function retryParked(db: DouchetteDatabase, ids?: readonly string[]): Promise<Result<number>> {
  const named = ids === undefined ? db.outbox.toCollection() : db.outbox.where('id').anyOf([...ids]);
  try {
    const retried = await named
      .and((row) => row.state === 'parked')
      .modify({ state: 'waiting', refusal: null, answeredAt: null });
    return done(retried);
  } catch (error) {
    return failed(storageError(error));
  }
}
