import type { DouchetteDatabase } from '../database.ts';
import { putBack } from '../put-back.ts';
import { done, failed, type Result } from '../result.ts';
import type { ReadQueueFile } from '../safety/queue-file.ts';
import type { OutboxRow } from '../schema.ts';
import { storageError } from '../storage-error.ts';
import { toOutboxRow } from '../to-outbox-row.ts';

export interface ImportedQueue {
  /** Movements that are in the queue of this device now and were not before. */
  added: number;
  /** Those that were there already. */
  known: number;
  /** Those not taken: another movement of the same device holds their number. */
  rivals: number;
}

/**
 * Takes another device's unsent movements into this one's queue, unchanged: they
 * keep their id and their origin, and are handed in on its behalf. A parked one
 * waits again, since what stood in its way may be mended by now. Importing a file
 * twice adds nothing.
 */
export async function importQueue(
  db: DouchetteDatabase,
  { header, entries }: ReadQueueFile
): Promise<Result<ImportedQueue>> {
  try {
    return await db.transaction('rw', db.outbox, db.meta, db.products, async () => {
      const identity = await db.readMeta('identity');
      const productIds = [...new Set(entries.map(({ movement }) => movement.productId ?? ''))];
      const products = await db.products.bulkGet(productIds);
      const productOf = new Map(productIds.map((id, place) => [id, products[place]]));
      const rows = entries.map(({ movement, relayedFrom }): OutboxRow => {
        const row = toOutboxRow(movement, productOf.get(movement.productId ?? ''));
        const isOwn = movement.origin.deviceId === identity?.deviceId;
        return isOwn ? row : { ...row, relayedFrom: relayedFrom ?? header.deviceName };
      });
      const { added, rivals } = await putBack(db, rows);
      return done({ added: added.length, known: rows.length - added.length - rivals, rivals });
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
