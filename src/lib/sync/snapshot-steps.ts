import { applySnapshotPage, beginSnapshot } from '../db/commands/apply-snapshot.ts';
import type { SerialIdentity, SnapshotProgress } from '../db/schema.ts';
import type { Cursor, SnapshotPage } from '../protocol/pull.ts';
import { SNAPSHOT_PAGE_LIMIT } from '../protocol/version.ts';
import { countWaiting, exchange, type StepContext } from './steps.ts';
import type { SyncEvent } from './sync-state.ts';
import type { Answer } from './transport.ts';

interface Fetched {
  key: string;
  page: Promise<Answer<SnapshotPage>>;
}

const keyOf = (cursor: Cursor, after: SerialIdentity | null): string =>
  JSON.stringify([cursor, after?.productId, after?.serialKey]);

/** The two steps of a first sync. While a page is being stored the next one is already on its way. */
export function createSnapshotSteps(context: StepContext): {
  begin: () => Promise<SyncEvent>;
  storeRows: () => Promise<SyncEvent>;
} {
  const { db, transport } = context;
  let ahead: Fetched | null = null;

  function fetchPage(cursor: Cursor, after: SerialIdentity | null): Fetched {
    return {
      key: keyOf(cursor, after),
      page: transport.snapshotPage({ cursor, after, limit: SNAPSHOT_PAGE_LIMIT })
    };
  }

  function pageAt({ cursor, next }: SnapshotProgress): Promise<Answer<SnapshotPage>> {
    const key = keyOf(cursor, next);
    const fetched = ahead?.key === key ? ahead : fetchPage(cursor, next);
    ahead = null;
    return fetched.page;
  }

  async function begin(): Promise<SyncEvent> {
    ahead = null;
    const manifest = await exchange(context, () => transport.snapshotManifest());
    if (!manifest.ok) return { type: 'failed', error: manifest.error };
    ahead = fetchPage(manifest.value.cursor, null);
    const begun = await beginSnapshot(db, manifest.value);
    return begun.ok
      ? { type: 'snapshot-began', progress: begun.value, waiting: await countWaiting(db) }
      : { type: 'failed', error: begun.error };
  }

  async function storeRows(): Promise<SyncEvent> {
    const after = await db.readFeed('snapshot');
    if (!after) return { type: 'failed', error: { code: 'cursor-unknown' } };
    const answer = await pageAt(after);
    if (!answer.ok) return { type: 'failed', error: answer.error };
    const page = answer.value;
    if (page.next) ahead = fetchPage(after.cursor, page.next);
    const stored = await applySnapshotPage(db, { after, page });
    if (!stored.ok && stored.error.code !== 'stale-page') return { type: 'failed', error: stored.error };
    const held = stored.ok ? stored.value : after;
    return { type: 'rows-stored', progress: held, last: stored.ok && page.next === null };
  }

  return { begin, storeRows };
}
