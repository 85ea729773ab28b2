import { trimAcknowledged, type OwnPlace } from '../db/commands/trim-acknowledged.ts';
import type { DouchetteDatabase } from '../db/database.ts';
import type { DeviceClock } from './steps.ts';

/** How long what was acknowledged stays: a server restored from a backup of that time loses no scan. */
export const KEPT_MS = 30 * 24 * 3_600_000;

/** Rows looked at after a pass, and how long nothing is looked for once all of them are young. */
const AT_ONCE = 200;
const EVERY_MS = 3_600_000;

/** Trims a little of what was acknowledged long ago, each time it is called; it never fails. */
export function createQueueTrimmer(input: {
  db: DouchetteDatabase;
  clock: DeviceClock;
  keptMs?: number | undefined;
}): () => Promise<void> {
  const { db, clock, keptMs = KEPT_MS } = input;
  let after: OwnPlace | null = null;
  let restsUntil = -Infinity;
  return async () => {
    if (clock.monotonic() < restsUntil) return;
    const offsetMs = (await db.readMeta('clock').catch(() => undefined))?.offsetMs ?? 0;
    const here = clock.now() - keptMs;
    const before = { here, server: here + offsetMs };
    const trimmed = await trimAcknowledged(db, { before, after, limit: AT_ONCE });
    after = trimmed.ok ? trimmed.value.next : null;
    if (after === null) restsUntil = clock.monotonic() + EVERY_MS;
  };
}
