import { changeWork } from '../db/commands/change-work.ts';
import type { DouchetteDatabase } from '../db/database.ts';
import { listOpenWork, readWork, type WorkView } from '../db/queries/work.ts';
import type { WorkReportRequest } from '../protocol/documents.ts';
import type { Device } from './device.ts';
import type { DocumentsApi } from './documents-api.ts';

/** How often at most the desk is told that somebody is at it. */
const EVERY_MS = 30_000;

type Reporter = Pick<DocumentsApi, 'reportWork'>;

/** A session as it is reported; null for one that is closed. */
function requestOf({ work, count }: WorkView, ids: string[]): WorkReportRequest | null {
  const { id: workId, documentId, type, state, operator, startedAt } = work;
  return state === 'closed' ? null : { workId, documentId, type, state, operator, startedAt, count, ids };
}

/** What the server said it had, and has not: it is offered again. */
async function offerAgain(db: DouchetteDatabase, missing: readonly string[]): Promise<boolean> {
  const offered = await db.outbox
    .where('id')
    .anyOf(missing)
    .filter(({ state }) => state === 'acknowledged')
    .modify({ state: 'waiting', acknowledgement: null, answeredAt: null });
  return offered > 0;
}

/**
 * Tells the server of the work sessions that are not closed: of one that goes on
 * how many scans it has, of a finished one all its movements but those that were
 * refused. A finished one is closed once the server has them.
 *
 * @param input.mayTell false for a session that need not be told of now; a finished one always is
 * @returns whether something waits again
 */
export async function reportOpenWork(input: {
  db: DouchetteDatabase;
  api: Reporter;
  mayTell: (workId: string) => boolean;
}): Promise<boolean> {
  const { db, api, mayTell } = input;
  let waitsAgain = false;
  for (const { id, state } of await listOpenWork(db)) {
    if (state === 'working' && !mayTell(id)) continue;
    const view = await readWork(db, id);
    const rows = state === 'finished' ? await db.outbox.where('workId').equals(id).toArray() : [];
    const ids = rows.filter((row) => row.state !== 'parked').map((row) => row.id);
    const request = view && requestOf(view, ids);
    const answer = request && (await api.reportWork(request));
    if (!answer?.ok) continue;
    if (answer.value.state === 'closed') await changeWork(db, id, { state: 'closed' });
    else if (await offerAgain(db, answer.value.missing)) waitsAgain = true;
  }
  return waitsAgain;
}

/**
 * Reports work sessions after each sync: finished ones every time, others no more
 * than every half minute.
 *
 * @returns what ends it
 */
export function attendToWork({ device, api }: { device: Device; api: Reporter }): () => void {
  const toldAt = new Map<string, number>();
  let running = false;

  function mayTell(workId: string): boolean {
    const now = device.clock.monotonic();
    if (now - (toldAt.get(workId) ?? -EVERY_MS) < EVERY_MS) return false;
    toldAt.set(workId, now);
    return true;
  }

  async function report(): Promise<void> {
    if (running) return;
    running = true;
    try {
      if (await reportOpenWork({ db: device.db, api, mayTell })) device.sync.nudge();
    } catch {
      // The database may be closed meanwhile: the next sync tells.
    } finally {
      running = false;
    }
  }

  let last: number | null = null;
  return device.sync.subscribe(({ lastSyncedAt }) => {
    if (lastSyncedAt === null || lastSyncedAt === last) return;
    last = lastSyncedAt;
    void report();
  });
}
