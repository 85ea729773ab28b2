import type { Transaction } from 'dexie';
import type { Product } from '../../domain/catalogue/catalogue.ts';
import { uuidV7 } from '../../domain/id.ts';
import { movementSchema, type Movement } from '../../domain/movement/movement.ts';
import { normaliseSerial, serialKey } from '../../domain/serial/serial-identity.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type DeviceError, type Result } from '../result.ts';
import type { MetaValues, OutboxRow } from '../schema.ts';
import { storageError } from '../storage-error.ts';

/** A movement as a screen makes it; identity and clocks are added when it is recorded. */
export type MovementDraft = Omit<Movement, 'id' | 'recordedAt' | 'clock' | 'origin'>;

export interface RecordInput {
  draft: MovementDraft;
  /** Wall clock, raw ms. */
  now: number;
  /** Milliseconds of a clock that never goes back while `bootId` stays the same. */
  monotonicMs: number;
  /** Names the run of the monotonic clock. */
  bootId: string;
  /** At least 10 random bytes. */
  random: Uint8Array;
  /** When a write counts as stalled: after one second unless told. */
  stallTimer?: (stalled: () => void) => { cancel: () => void };
}

/** A write that takes longer is reported: the person is waiting for the beep. */
export const STALL_MS = 1000;

function afterOneSecond(stalled: () => void): { cancel: () => void } {
  const timer = setTimeout(stalled, STALL_MS);
  return { cancel: () => clearTimeout(timer) };
}

interface Stamps {
  identity: MetaValues['identity'];
  sequence: MetaValues['sequence'];
  offsetMs: number;
}

async function readStamps(db: DouchetteDatabase): Promise<Stamps | null> {
  const [identity, sequence, clock] = await Promise.all([
    db.readMeta('identity'),
    db.readMeta('sequence'),
    db.readMeta('clock')
  ]);
  return identity && sequence ? { identity, sequence, offsetMs: clock?.offsetMs ?? 0 } : null;
}

function completeDraft(input: RecordInput, stamps: Stamps): Movement | null {
  const { deviceId, incarnation } = stamps.identity;
  if (deviceId === null) return null;
  const believed = Math.round(input.now + stamps.offsetMs);
  // A clock that was set back must not put a later scan before an earlier one.
  const recordedAt = Math.max(believed, stamps.sequence.lastRecordedAt ?? believed);
  return {
    ...input.draft,
    id: uuidV7({ now: Math.max(0, recordedAt), random: input.random }),
    recordedAt,
    clock: { wallMs: Math.round(input.now), monotonicMs: input.monotonicMs, bootId: input.bootId },
    origin: { deviceId, incarnation, sequence: stamps.sequence.next }
  };
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

function toOutboxRow(movement: Movement, product: Product | undefined): OutboxRow {
  const row: OutboxRow = {
    id: movement.id,
    state: 'waiting',
    movement,
    acknowledgement: null,
    refusal: null,
    answeredAt: null
  };
  const { productId, serial } = movement;
  if (productId === null || serial === undefined) return row;
  return { ...row, productId, serialKey: serialKey(serial, { exactCase: product?.exactCase ?? false }) };
}

/** A transaction that may be given up before it has even begun. */
class Abortable {
  #transaction: Transaction | undefined;
  #givenUp = false;

  begin(transaction: Transaction): void {
    this.#transaction = transaction;
    if (this.#givenUp) this.giveUp();
  }

  giveUp(): void {
    this.#givenUp = true;
    try {
      this.#transaction?.abort();
    } catch {
      // Its commit has begun: the row may get through, and then the queue shows it.
    }
  }
}

/**
 * Makes a scan a stored fact. One strict transaction allots the next sequence
 * number of this incarnation (no gaps), stamps the movement and writes its queue
 * row; the promise resolves only once that transaction has completed, so a good
 * beep may follow it.
 *
 * Errors, nothing being stored: what `movementSchema` finds (`malformed-movement`
 * or `serial-…`, with the field), `not-enrolled` before the first contact with a
 * server, `storage-full`, `storage-failed`, `storage-stalled` (after one second).
 */
export function recordMovement(db: DouchetteDatabase, input: RecordInput): Promise<Result<Movement>> {
  return new Promise((resolve) => {
    const transaction = new Abortable();
    const timer = (input.stallTimer ?? afterOneSecond)(() => {
      transaction.giveUp();
      resolve(failed({ code: 'storage-stalled' }));
    });
    db.transaction('rw', db.outbox, db.meta, db.products, (running) => {
      transaction.begin(running);
      return writeMovement(db, input);
    })
      .catch((error: unknown) => failed(storageError(error)))
      .then((result) => {
        timer.cancel();
        resolve(result);
      });
  });
}

async function writeMovement(db: DouchetteDatabase, input: RecordInput): Promise<Result<Movement>> {
  const stamps = await readStamps(db);
  const movement = stamps && completeDraft(input, stamps);
  if (!stamps || !movement) return failed({ code: 'not-enrolled' });
  const problem = problemOf(movement);
  if (problem) return failed(problem);
  // Read even when there is none: between two steps of a transaction nothing may be
  // awaited but the database, or the browser commits early and the rest is lost.
  const product = await db.products.get(movement.productId ?? '');
  await db.outbox.add(toOutboxRow(movement, product));
  await db.writeMeta('sequence', { next: stamps.sequence.next + 1, lastRecordedAt: movement.recordedAt });
  return done(movement);
}
