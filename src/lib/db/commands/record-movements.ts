import type { MovementDraft } from '../../domain/movement/draft.ts';
import type { Movement } from '../../domain/movement/movement.ts';
import { movementSchema } from '../../domain/movement/movement-schemas.ts';
import { normaliseSerial } from '../../domain/serial/serial-identity.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type DeviceError, type Result } from '../result.ts';
import type { OutboxRow } from '../schema.ts';
import { isConnectionLost, storageError } from '../storage-error.ts';
import { toOutboxRow } from '../to-outbox-row.ts';
import { Abortable } from './abortable.ts';
import { stampDrafts, type RecordedAt, type Stamps } from './stamp-drafts.ts';

export interface RecordManyInput extends RecordedAt {
  /** In the order in which they were made. */
  drafts: readonly MovementDraft[];
  /** In one envelope, which the server accepts or holds whole. */
  group: boolean;
  /** The work session that they are made in. */
  workId?: string | undefined;
  /** `ID_BYTES` for each draft and as many again. */
  random: Uint8Array;
  /** When a write counts as stalled: after `stallAfterMs` unless told. */
  stallTimer?: ((stalled: () => void) => { cancel: () => void }) | undefined;
  /**
   * Awaited once the rows are committed and before this is told: a second copy is
   * made here. It never rejects, and its failure takes nothing back.
   */
  afterCommit?: ((rows: readonly OutboxRow[]) => Promise<void>) | undefined;
  /** Resolves after `ms`, between two tries on a lost connection. */
  pause?: ((ms: number) => Promise<void>) | undefined;
}

/** A write that takes longer is reported: the person is waiting for the beep. */
export const STALL_MS = 1000;

/** Five thousand at once are slow on a phone, not stalled: 4 s were measured at a quarter of a desk's speed. */
const STALL_MS_FOR_EACH_MORE = 4;

/** When writing so many movements counts as stalled, ms. */
export const stallAfterMs = (count: number): number =>
  STALL_MS + STALL_MS_FOR_EACH_MORE * Math.max(0, count - 1);

const stallTimerFor =
  (count: number) =>
  (stalled: () => void): { cancel: () => void } => {
    const timer = setTimeout(stalled, stallAfterMs(count));
    return { cancel: () => clearTimeout(timer) };
  };

async function readStamps(db: DouchetteDatabase): Promise<Stamps | null> {
  const [identity, sequence, clock] = await Promise.all([
    db.readMeta('identity'),
    db.readMeta('sequence'),
    db.readMeta('clock')
  ]);
  return identity && sequence ? { identity, sequence, offsetMs: clock?.offsetMs ?? 0 } : null;
}

/** The first thing that is wrong with a movement, or null. */
function problemOf(movement: Movement): DeviceError | null {
  const parsed = movementSchema.safeParse(movement);
  if (parsed.success) return null;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.');
  if (field === 'serial' && typeof movement.serial === 'string') {
    const normal = normaliseSerial(movement.serial);
    if (!normal.ok) return { code: normal.code, field };
  }
  return { code: 'malformed-movement', field, detail: issue?.message };
}

const isSaid = (part: string | number | undefined): boolean => part !== undefined && part !== '';

/** The first problem of several movements, with the place of the one that has it. */
function firstProblem(movements: readonly Movement[]): DeviceError | null {
  for (const [place, movement] of movements.entries()) {
    const problem = problemOf(movement);
    if (problem) return { ...problem, field: ['movements', place, problem.field].filter(isSaid).join('.') };
  }
  return null;
}

async function write(
  db: DouchetteDatabase,
  input: RecordManyInput,
  attempt: { rows: OutboxRow[] }
): Promise<Result<OutboxRow[]>> {
  const { drafts, group: isGroup, random, workId } = input;
  // The connection may have been lost after the commit of the try before.
  const [tried] = attempt.rows;
  if (tried && (await db.outbox.get(tried.id))) return done(attempt.rows);
  const stamps = await readStamps(db);
  const movements = stamps && stampDrafts({ drafts, isGroup, at: input, random, stamps });
  if (!stamps || !movements) return failed({ code: 'not-enrolled' });
  const problem = firstProblem(movements);
  if (problem) return failed(problem);
  // Read even when there is none: between two steps of a transaction nothing may be
  // awaited but the database, or the browser commits early and the rest is lost.
  const productIds = [...new Set(movements.map(({ productId }) => productId ?? ''))];
  const products = await db.products.bulkGet(productIds);
  const productOf = new Map(productIds.map((id, place) => [id, products[place]]));
  attempt.rows = movements.map((movement) => ({
    ...toOutboxRow(movement, productOf.get(movement.productId ?? '')),
    ...(workId !== undefined && { workId })
  }));
  await db.outbox.bulkAdd(attempt.rows);
  const last = movements.at(-1);
  if (last) {
    await db.writeMeta('sequence', { next: last.origin.sequence + 1, lastRecordedAt: last.recordedAt });
  }
  return done(attempt.rows);
}

/** How long to wait before each further try on a lost connection: all within the second of the stall timer. */
const BACK_OFF_MS = [100, 300];

const pauseFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Commits, through a new connection where the browser has lost the one in use (Safari, and rarely Chromium). */
async function commit(
  db: DouchetteDatabase,
  input: RecordManyInput,
  transaction: Abortable
): Promise<Result<OutboxRow[]>> {
  const { pause = pauseFor } = input;
  const attempt: { rows: OutboxRow[] } = { rows: [] };
  for (const wait of [...BACK_OFF_MS, null]) {
    try {
      return await db.transaction('rw', db.outbox, db.meta, db.products, (running) => {
        transaction.begin(running);
        return write(db, input, attempt);
      });
    } catch (error) {
      if (!isConnectionLost(error)) return failed(storageError(error));
      if (wait === null) return failed({ ...storageError(error), code: 'storage-lost' });
      await pause(wait);
      await reopen(db);
    }
  }
  return failed({ code: 'storage-lost' });
}

/** A failure shows at the next use of the connection. */
async function reopen(db: DouchetteDatabase): Promise<void> {
  db.close({ disableAutoOpen: false });
  await db.open().catch(() => undefined);
}

/**
 * Makes several movements stored facts: all of them, or none. One strict
 * transaction allots the next sequence numbers of this incarnation (no gaps, in
 * the order given), stamps the movements and writes their queue rows; the promise
 * resolves only once that transaction has completed, so a good beep may follow it.
 *
 * Errors, nothing being stored: what `movementSchema` finds first
 * (`malformed-movement` or `serial-…`, with a field such as `movements.3.serial`),
 * `not-enrolled` before the first contact with a server, `storage-full`,
 * `storage-failed`, `storage-lost` (no connection at the third try),
 * `storage-stalled` (after a second, and more for many).
 */
export async function recordMovements(
  db: DouchetteDatabase,
  input: RecordManyInput
): Promise<Result<Movement[]>> {
  const transaction = new Abortable();
  const committed = await new Promise<Result<OutboxRow[]>>((resolve) => {
    const timer = (input.stallTimer ?? stallTimerFor(input.drafts.length))(() => {
      transaction.giveUp();
      resolve(failed({ code: 'storage-stalled' }));
    });
    void commit(db, input, transaction).then((result) => {
      timer.cancel();
      resolve(result);
    });
  });
  if (!committed.ok) return committed;
  await input.afterCommit?.(committed.value);
  return done(committed.value.map(({ movement }) => movement));
}
