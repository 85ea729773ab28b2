import type { Cursor } from '../../protocol/pull.ts';
import type { Segment, SegmentManifest } from '../../protocol/segments.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { StoredSegment } from '../schema.ts';
import { identityAt } from '../serials/key-order.ts';
import { openSegment } from '../serials/shelf.ts';
import { isOutdated, noteMoment } from '../moments.ts';
import { storageError } from '../storage-error.ts';
import { reofferForgotten } from './reoffer.ts';

/** A segment that the server sent: its text, and what was read from it. */
export interface ReceivedSegment {
  hash: string;
  text: string;
  segment: Segment;
}

/** Places of rows that have an anomaly or a warning: few, so that no others need be looked at. */
const suspectPlaces = ({ anomalies, warnings }: Segment): number[] =>
  [...new Set([...anomalies, ...warnings].map(([place]) => place))].sort((a, b) => a - b);

function toStoredSegment({ hash, text, segment }: ReceivedSegment): StoredSegment {
  const { rowAt } = openSegment(segment);
  return {
    hash,
    text,
    firstKey: identityAt(segment, 0),
    count: segment.count,
    newest: segment.versions.reduce((newest, version) => Math.max(newest, version), 0),
    open: suspectPlaces(segment)
      .filter((place) => rowAt(place).open === 1)
      .map((place) => identityAt(segment, place)),
    products: segment.products.values,
    containers: segment.containers.values.flatMap((container) => container ?? [])
  };
}

/**
 * Prepares to take over a set of segments. What is shown stays as it is until all
 * of them are in; only acknowledged movements that the server no longer has wait
 * again at once. Segments of a set that was never completed, and is another one
 * now, are dropped.
 *
 * @param asked the latest moment known when the manifest was asked for
 * @returns the hashes that are held already
 *
 * Errors: `stale-page` when the server was put back since it answered, `storage-…`.
 */
export async function beginSnapshot(
  db: DouchetteDatabase,
  { cursor, segments }: SegmentManifest,
  asked?: Cursor
): Promise<Result<ReadonlySet<string>>> {
  const wanted = new Set(segments.map(({ hash }) => hash));
  try {
    return await db.transaction('rw', db.segments, db.feed, db.outbox, async () => {
      if (await isOutdated(db, { asked, at: cursor })) return failed({ code: 'stale-page' as const });
      const held = await db.segments.toCollection().primaryKeys();
      const read = new Set((await db.readFeed('shelf'))?.notes.map(({ hash }) => hash));
      await db.segments.bulkDelete(held.filter((hash) => !wanted.has(hash) && !read.has(hash)));
      await reofferForgotten(db, cursor);
      await noteMoment(db, cursor);
      return done(new Set(held.filter((hash) => wanted.has(hash))));
    });
  } catch (error) {
    return failed(storageError(error));
  }
}

/** Keeps segments until all of their set are in: after a cut they are not asked for again. */
export async function stageSegments(
  db: DouchetteDatabase,
  received: readonly ReceivedSegment[]
): Promise<Result<null>> {
  try {
    await db.segments.bulkPut(received.map(toStoredSegment));
    return done(null);
  } catch (error) {
    return failed(storageError(error));
  }
}
