import type { Cursor } from '../../protocol/pull.ts';
import type { CommittedMovement } from '../../protocol/rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { FeedMovement } from '../schema.ts';
import { storageError } from '../storage-error.ts';
import { documentKeyOf } from '../to-stored.ts';

const toFeedMovement = (committed: CommittedMovement): FeedMovement => ({
  id: committed.movement.id,
  seq: committed.stamp.seq,
  ...documentKeyOf(committed.movement),
  committed
});

/**
 * Keeps movements of a document that were made before this device began to pull,
 * or that it has forgotten since. Those behind the cursor come with the feed and
 * its rows; those that are here stay as they are. They are found by their document
 * only: the rows of their serials have them in already.
 *
 * @param asked the place in the feed when they were asked for: once it is of another
 *   epoch, the server may not have them any more
 */
export async function keepDocumentMovements(
  db: DouchetteDatabase,
  movements: readonly CommittedMovement[],
  asked: Cursor | undefined
): Promise<Result<null>> {
  try {
    return await db.transaction('rw', db.movements, db.feed, async () => {
      const cursor = await db.readFeed('cursor');
      if (cursor?.epoch !== asked?.epoch) return done(null);
      const passed = movements.filter(({ stamp }) => stamp.seq <= (cursor?.seq ?? 0));
      const held = await db.movements.bulkGet(passed.map(({ movement }) => movement.id));
      await db.movements.bulkAdd(passed.filter((_, at) => held[at] === undefined).map(toFeedMovement));
      return done(null);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
