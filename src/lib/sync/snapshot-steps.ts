import { beginSnapshot, stageSegments } from '../db/commands/stage-segments.ts';
import { takeOverSegments } from '../db/commands/take-over-segments.ts';
import { readKnownMoment } from '../db/moments.ts';
import type { DeviceError } from '../db/result.ts';
import { SegmentDownload } from './segment-download.ts';
import { countWaiting, exchange, type EffectOf, type StepContext } from './steps.ts';
import type { SyncEvent } from './sync-state.ts';

const failedWith = (error: DeviceError): SyncEvent => ({ type: 'failed', error });

/**
 * The two steps of a first sync, and of a renewal when much has changed since:
 *
 *   begin ─ manifest; what is held of it stays ─▶ storeRows … some segments at a time ─▶ all swapped in
 *
 * What was stored before a cut is held when it begins again.
 */
export function createSnapshotSteps(context: StepContext): {
  begin: (effect: EffectOf<'begin-snapshot'>) => Promise<SyncEvent>;
  storeRows: () => Promise<SyncEvent>;
} {
  const { db, transport, clock } = context;
  let download: SegmentDownload | null = null;
  let renews = false;

  async function begin(effect: EffectOf<'begin-snapshot'>): Promise<SyncEvent> {
    renews = effect.renews;
    download = null;
    // A set of an earlier state would pass for one that holds what was acknowledged since.
    const known = await readKnownMoment(db);
    const answer = await exchange(context, () => transport.segmentManifest(known));
    if (!answer.ok) return failedWith(answer.error);
    const manifest = answer.value;
    const begun = await beginSnapshot(db, manifest, known);
    if (!begun.ok) return failedWith(begun.error);
    const now = clock.monotonic();
    download = new SegmentDownload({ transport, manifest, held: begun.value, now });
    return { type: 'snapshot-began', progress: download.progress(now), waiting: await countWaiting(db) };
  }

  async function storeRows(): Promise<SyncEvent> {
    if (!download) return failedWith({ code: 'cursor-unknown' });
    if (download.isComplete) return takeOver(download);
    const received = await download.next();
    // The server has dropped the set: another manifest leads on.
    if (!received.ok && received.error.code === 'not-found') return failedWith({ code: 'cursor-unknown' });
    if (!received.ok) return failedWith(received.error);
    const staged = await stageSegments(db, received.value);
    if (!staged.ok) return failedWith(staged.error);
    return { type: 'rows-stored', progress: download.progress(clock.monotonic()), last: false };
  }

  async function takeOver(complete: SegmentDownload): Promise<SyncEvent> {
    const taken = await takeOverSegments(db, { manifest: complete.manifest, renews });
    if (!taken.ok) return failedWith(taken.error);
    download = null;
    return { type: 'rows-stored', progress: complete.progress(clock.monotonic()), last: true };
  }

  return { begin, storeRows };
}
