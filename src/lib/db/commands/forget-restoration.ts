import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import { storageError } from '../storage-error.ts';

/** A person has read what was found and restored at a start. */
export async function forgetRestoration(db: DouchetteDatabase): Promise<Result<null>> {
  try {
    await db.meta.delete('restoration');
    return done(null);
  } catch (error) {
    return failed(storageError(error));
  }
}
