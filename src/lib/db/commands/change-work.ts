import { documentKey } from '../../domain/document/document-key.ts';
import { kindsOfDocument } from '../../domain/document/tally.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { WorkRow, WorkSetup } from '../schema.ts';
import { storageError } from '../storage-error.ts';

const isSame = (asked: WorkRow, held: WorkRow): boolean =>
  held.type === asked.type && held.documentId === asked.documentId && held.state !== 'closed';

/**
 * The session of scans whose own row was lost with the database and which came
 * back from the second copy of the queue.
 */
async function orphanOf(db: DouchetteDatabase, asked: WorkRow): Promise<string | null> {
  const ids = (await db.outbox.orderBy('workId').uniqueKeys()).map(String);
  const held = await db.work.bulkGet(ids);
  const { document } = asked.setup;
  const key = document === '' ? undefined : documentKey(document);
  const kinds = [...kindsOfDocument(asked.type), ...kindsOfDocument(asked.type, 'arrival')];
  for (const [at, id] of ids.entries()) {
    if (held[at] !== undefined) continue;
    const rows = await db.outbox.where('workId').equals(id).toArray();
    if (rows.some((row) => row.documentKey === key && kinds.includes(row.movement.kind))) return id;
  }
  return null;
}

/**
 * Begins a work session, or goes on with the one that is under way for the same
 * document: one device has one for each.
 *
 * Errors: `storage-failed`, `storage-full`.
 */
export async function beginWork(db: DouchetteDatabase, asked: WorkRow): Promise<Result<WorkRow>> {
  try {
    return await db.transaction('rw', db.work, db.outbox, async () => {
      const open = await db.work.where('state').anyOf('working', 'finished').toArray();
      const underWay = open.find((held) => isSame(asked, held));
      if (underWay) return done(underWay);
      const row = { ...asked, id: (await orphanOf(db, asked)) ?? asked.id };
      await db.work.add(row);
      return done(row);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}

/** Of `setup` and `reasons` only what is said changes: two changes at once are both kept. */
export type WorkChange = Partial<Pick<WorkRow, 'state' | 'printLater' | 'reasons'>> & {
  setup?: Partial<WorkSetup>;
};

export const changedWork = (held: WorkRow, { setup, reasons, ...change }: WorkChange): WorkRow => ({
  ...held,
  ...change,
  setup: { ...held.setup, ...setup },
  ...((held.reasons ?? reasons) && { reasons: { ...held.reasons, ...reasons } })
});

/** Changes what is kept of a work session, unless it is closed: `not-waiting`. Also `storage-failed`, `storage-full`. */
export async function changeWork(
  db: DouchetteDatabase,
  id: string,
  change: WorkChange
): Promise<Result<null>> {
  try {
    return await db.transaction('rw', db.work, async () => {
      const held = await db.work.get(id);
      if (!held || held.state === 'closed') return failed({ code: 'not-waiting' });
      await db.work.put(changedWork(held, change));
      return done(null);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
