import { readQueueSummary } from '../db/queries/queue.ts';
import { readStorageReport } from '../db/safety/space.ts';
import type { CopyState } from '../db/safety/queue-guard.ts';
import type { AccessApi } from './access-api.ts';
import type { Device } from './device.ts';

/** How often at most a device tells how it is and asks who may hold it. */
const EVERY_MS = 60_000;

/** Asks who may hold this phone, and keeps it for when there is no network. */
export async function fetchOperators(db: Device['db'], api: AccessApi): Promise<void> {
  const answer = await api.operators();
  if (answer.ok) await db.writeMeta('operators', answer.value);
}

/**
 * What a device does for the desk after a sync, no more than once a minute: it
 * tells what waits on it and how safe that is, and learns who may hold it.
 *
 * @param input.version of the app
 * @returns what ends it
 */
export function attendToDesk(input: { device: Device; api: AccessApi; version: string }): () => void {
  const { device, api, version } = input;
  let copy: CopyState = 'starting';
  let lastAt = 0;
  const stopGuard = device.guard.subscribe((state) => (copy = state));

  async function tell(): Promise<void> {
    const [{ waiting, parked }, storage] = await Promise.all([
      readQueueSummary(device.db),
      readStorageReport(navigator)
    ]);
    const { usage: usedBytes, quota: quotaBytes, persisted } = storage;
    await api.report({ waiting, parked, version, storage: { usedBytes, quotaBytes, persisted, copy } });
    await fetchOperators(device.db, api);
  }

  const stopSync = device.sync.subscribe(({ lastSyncedAt }) => {
    if (lastSyncedAt === null || lastSyncedAt - lastAt < EVERY_MS) return;
    lastAt = lastSyncedAt;
    // Nothing of it is worth disturbing anybody: the next sync tells again.
    void tell().catch(() => undefined);
  });
  return () => {
    stopSync();
    stopGuard();
  };
}
