import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { Notice } from '../schema.ts';
import { storageError } from '../storage-error.ts';

/**
 * Notes that a person has seen a notice; it comes back when its state changes.
 *
 * @param input.state as it was shown: what has changed meanwhile has not been seen
 * Errors: `not-waiting` when there is no such notice in that state, `storage-…`.
 */
export async function acknowledgeNotice(
  db: DouchetteDatabase,
  input: Pick<Notice, 'id' | 'state'>
): Promise<Result<null>> {
  try {
    const seen = await db.notices
      .where('id')
      .equals(input.id)
      .and(({ state }) => state === input.state)
      .modify({ acknowledged: 1 });
    return seen === 1 ? done(null) : failed({ code: 'not-waiting' });
  } catch (error) {
    return failed(storageError(error));
  }
}
