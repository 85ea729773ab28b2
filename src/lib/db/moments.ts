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
