import type { Cursor } from '../protocol/pull.ts';
import type { DouchetteDatabase } from './database.ts';

/**
 * Notes a moment of the server that this device has seen, inside a transaction
 * over `feed`. The latest one goes with every request: a server that does not
 * know it was put back to an earlier state.
 */
export async function noteMoment(db: DouchetteDatabase, moment: Cursor): Promise<void> {
  const known = await db.readFeed('known');
  if (known?.epoch === moment.epoch && known.seq >= moment.seq) return;
  await db.writeFeed('known', moment);
}

/** The latest moment of the server that this device has seen; undefined before any. */
export async function readKnownMoment(db: DouchetteDatabase): Promise<Cursor | undefined> {
  const [known, cursor] = await Promise.all([db.readFeed('known'), db.readFeed('cursor')]);
  const isBehind = known !== undefined && cursor?.epoch === known.epoch && cursor.seq > known.seq;
  return known === undefined || isBehind ? cursor : known;
}

/**
 * Has another tab, while a request was under way, learnt of an epoch that its answer
 * is not of? Then the server was put back since it answered, and what it said to have
 * it may not have any more. Inside a transaction over `feed`.
 *
 * @param exchange.asked the latest moment known when the request left
 */
export async function isOutdated(
  db: DouchetteDatabase,
  { asked, at }: { asked: Cursor | undefined; at: Cursor }
): Promise<boolean> {
  const known = await db.readFeed('known');
  return known !== undefined && known.epoch !== at.epoch && known.epoch !== asked?.epoch;
}
