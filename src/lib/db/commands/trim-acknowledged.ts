import { Dexie } from 'dexie';
import type { Cursor } from '../../protocol/pull.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import { OUTBOX_BY_STATE, type OutboxRow } from '../schema.ts';
import { storageError } from '../storage-error.ts';

/** An own movement's place in the order in which they were made. */
export type OwnPlace = [incarnation: string, sequence: number];

export interface TrimInput {
  /** Only what the server's clock and the one here both say was acknowledged before, ms. */
  before: { server: number; here: number };
  /** Where the call before came to; null for the beginning. */
  after: OwnPlace | null;
  /** Rows looked at, two at least: few, since a scan waits while they are removed. */
  limit: number;
}

export interface Trimmed {
  removed: number;
  /** Where to go on; null when nothing behind is old enough. */
  next: OwnPlace | null;
}

const placeOf = ({ movement: { origin } }: OutboxRow): OwnPlace => [origin.incarnation, origin.sequence];

function readAcknowledged(
  db: DouchetteDatabase,
  { after, limit }: Pick<TrimInput, 'after' | 'limit'>
): Promise<OutboxRow[]> {
  const { minKey, maxKey } = Dexie;
  const from = ['acknowledged', ...(after ?? [minKey, minKey])];
  return db.outbox
    .where(OUTBOX_BY_STATE)
    .between(from, ['acknowledged', maxKey, maxKey], false, false)
    .limit(limit)
    .toArray();
}

const isOld = ({ acknowledgement, answeredAt }: OutboxRow, { server, here }: TrimInput['before']): boolean =>
  acknowledgement !== null && acknowledgement.arrivedAt < server && (answeredAt ?? Infinity) < here;

const isPassed = ({ acknowledgement }: OutboxRow, cursor: Cursor): boolean =>
  acknowledgement?.epoch === cursor.epoch && acknowledgement.seq <= cursor.seq;

/**
 * Which rows something on this device still reads: scans without a name, of a
 * session or a document that is not closed, and what reverses a row that is kept.
 */
async function findNeeded(db: DouchetteDatabase, rows: readonly OutboxRow[]): Promise<Set<string>> {
  const all = (valueOf: (row: OutboxRow) => string | undefined): string[] => [
    ...new Set(rows.flatMap((row) => valueOf(row) ?? []))
  ];
  const targetOf = ({ movement }: OutboxRow): string | undefined =>
    'reverses' in movement ? movement.reverses : undefined;
  const [work, documents, targets] = await Promise.all([
    db.work.bulkGet(all(({ workId }) => workId)),
    db.documents
      .where('numberKey')
      .anyOf(all(({ documentKey }) => documentKey))
      .toArray(),
    db.outbox.bulkGet(all(targetOf))
  ]);
  const openWork = new Set(work.flatMap((one) => (one && one.state !== 'closed' ? one.id : [])));
  const openDocuments = new Set(documents.flatMap((one) => (one.state === 'open' ? one.numberKey : [])));
  const held = new Set(targets.flatMap((one) => one?.id ?? []));
  const isNeeded = (row: OutboxRow): boolean =>
    row.nameless === 1 ||
    openWork.has(row.workId ?? '') ||
    openDocuments.has(row.documentKey ?? '') ||
    held.has(targetOf(row) ?? '');
  return new Set(rows.filter(isNeeded).map(({ id }) => id));
}

/** The last of each incarnation stays: it tells a start whose database this is. */
function withLaterOnes(rows: readonly OutboxRow[]): OutboxRow[] {
  return rows.filter(
    ({ movement: { origin } }, at) => rows[at + 1]?.movement.origin.incarnation === origin.incarnation
  );
}

/** Removes those that nothing has happened to since they were looked at. */
function removeSettled(db: DouchetteDatabase, rows: readonly OutboxRow[]): Promise<number> {
  return db.transaction('rw', db.outbox, async () => {
    const present = await db.outbox.bulkGet(rows.map(({ id }) => id));
    const settled = present.flatMap((row, at) =>
      row?.state === 'acknowledged' && row.answeredAt === rows[at]?.answeredAt ? row.id : []
    );
    await db.outbox.bulkDelete(settled);
    return settled.length;
  });
}

/**
 * Forgets own movements that were acknowledged long ago and that the feed has
 * brought back since: a server restored from a backup is offered what is younger.
 * Looks at a few of the oldest.
 *
 * Errors: `storage-…`.
 */
export async function trimAcknowledged(db: DouchetteDatabase, input: TrimInput): Promise<Result<Trimmed>> {
  try {
    const cursor = await db.readFeed('cursor');
    const rows = await readAcknowledged(db, input);
    const youngAt = rows.findIndex((row) => !isOld(row, input.before));
    const old = withLaterOnes(rows).filter(
      (row) => isOld(row, input.before) && cursor !== undefined && isPassed(row, cursor)
    );
    const needed = await findNeeded(db, old);
    const unneeded = old.filter(({ id }) => !needed.has(id));
    const removed = unneeded.length === 0 ? 0 : await removeSettled(db, unneeded);
    // The last one is looked at again, beside what follows it.
    const last = rows.at(-2);
    const isEnd = youngAt >= 0 || rows.length < input.limit || last === undefined;
    return done({ removed, next: isEnd ? null : placeOf(last) });
  } catch (error) {
    return failed(storageError(error));
  }
}
