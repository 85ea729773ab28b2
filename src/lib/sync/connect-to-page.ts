import type { DouchetteDatabase } from '../db/database.ts';
import { readQueueSummary } from '../db/queries/queue.ts';
import { requestBackgroundPush } from './background-sync.ts';
import { platformTimers } from './browser-device.ts';
import { LiveFollower } from './live.ts';
import type { SyncLoop } from './sync-loop.ts';
import type { SyncState } from './sync-state.ts';
import { listenToTriggers } from './triggers.ts';

/** Before the app is closed or the network is back: what waits goes to the service worker. */
async function handToWorker(db: DouchetteDatabase, state: SyncState): Promise<void> {
  if (state.step !== 'resting' || (state.phase !== 'offline' && state.phase !== 'backing-off')) return;
  const { waiting } = await readQueueSummary(db);
  if (waiting > 0) await requestBackgroundPush(navigator.serviceWorker);
}

/** Pulls as soon as the server says that it is ahead, once a pass has shown that it answers. */
function followServer(db: DouchetteDatabase, loop: SyncLoop): () => void {
  if (typeof EventSource === 'undefined') return () => undefined;
  const follower = new LiveFollower({
    open: () => new EventSource('/api/live'),
    window,
    document,
    timers: platformTimers,
    onMoment: async (at) => {
      // What a pass of this page has just pushed is told before the same pass has pulled it.
      await loop.settled();
      const cursor = await db.readFeed('cursor');
      if (cursor?.epoch !== at.epoch || cursor.seq < at.seq) loop.wake({ urgent: true });
    }
  });
  const stopWatching = loop.subscribe(({ phase, lastSyncedAt }) => {
    // A device that has never synced rests too, without a token: its stream would be refused for good.
    if (phase === 'idle' && lastSyncedAt !== null) follower.begin();
    else if (phase === 'needs-enrolment' || phase === 'stopped') follower.pause();
  });
  return () => {
    stopWatching();
    follower.stop();
  };
}

/** Syncs when the page, its network or the server gives reason to; returns what ends it. */
export function connectToPage(db: DouchetteDatabase, loop: SyncLoop): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const worker = navigator.serviceWorker ?? null;
  const stopListening = listenToTriggers({ window, document, worker }, () => loop.wake({ urgent: true }));
  const stopHanding = loop.subscribe((state) => void handToWorker(db, state));
  const stopFollowing = followServer(db, loop);
  return () => {
    stopListening();
    stopHanding();
    stopFollowing();
  };
}
