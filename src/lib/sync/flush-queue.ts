import { openDatabase } from '../db/database.ts';
import { readQueueSummary } from '../db/queries/queue.ts';
import { platformClock, platformLocks, platformName, platformRandom } from './browser-device.ts';
import { createHttpTransport } from './http-transport.ts';
import { createSyncLoop } from './sync-loop.ts';

/**
 * One sync pass without a page, for the service worker's `sync` event: the same
 * queue and the same code as the app, under the same lock.
 *
 * Rejects while movements still wait, which is how Background Sync is told to
 * try again later.
 */
export async function flushQueue(): Promise<void> {
  const db = await openDatabase();
  const loop = createSyncLoop({
    db,
    transport: createHttpTransport({ fetch: (url, init) => fetch(url, init) }),
    clock: platformClock(),
    random: platformRandom,
    locks: platformLocks(),
    // The browser decides when the worker wakes next.
    timers: { after: () => () => undefined },
    jitter: Math.random,
    deviceName: platformName()
  });
  try {
    loop.wake({ urgent: true });
    await loop.settled();
    const { waiting } = await readQueueSummary(db);
    if (waiting > 0) throw new Error(`${waiting} movements still wait`);
  } finally {
    await loop.stop();
    db.close();
  }
}
