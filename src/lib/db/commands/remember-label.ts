import type { LabelChoice } from '../../domain/label/label-code.ts';
import { rememberChoice } from '../../domain/label/label-choice.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import { storageError } from '../storage-error.ts';

/**
 * Keeps what a person answered about a label, so that the next one like it is no
 * question. On this device only: what is on its shelves is what it meets again.
 *
 * Errors: `storage-…`; the scan that was asked about goes on without.
 */
export async function rememberLabel(
  db: DouchetteDatabase,
  choice: LabelChoice
): Promise<Result<LabelChoice>> {
  try {
    await db.transaction('rw', db.scanning, async () => {
      const value = rememberChoice(await readLabelChoices(db), choice);
      await db.scanning.put({ key: 'labelChoices', value });
    });
    return done(choice);
  } catch (error) {
    return failed(storageError(error));
  }
}

/** Forgets all answers: every label is a question again. */
export async function forgetLabels(db: DouchetteDatabase): Promise<Result<null>> {
  try {
    await db.scanning.delete('labelChoices');
    return done(null);
  } catch (error) {
    return failed(storageError(error));
  }
}

/** What was answered on this device, the oldest first. */
export async function readLabelChoices(db: DouchetteDatabase): Promise<LabelChoice[]> {
  return (await db.scanning.get('labelChoices'))?.value ?? [];
}
