import { uuidV7 } from '../../domain/id.ts';
import { movementSchema } from '../../domain/movement/movement-schemas.ts';
import type { DouchetteDatabase } from '../database.ts';
import { putBack } from '../put-back.ts';
import { done, failed, type Result } from '../result.ts';
import { findLoss } from '../safety/find-loss.ts';
import type { Judgement, Witnesses } from '../safety/judge-start.ts';
import type { CopiedRow } from '../safety/queue-copy.ts';
import type { MetaValues, OutboxRow, Restoration } from '../schema.ts';
import { storageError } from '../storage-error.ts';

export interface RestoreInput extends Witnesses {
  /** Wall clock, raw ms, and 10 random bytes: for a new incarnation, should one begin. */
  now: number;
  random: Uint8Array;
}

const toWaitingRow = (row: CopiedRow): OutboxRow => ({
  ...row,
  state: 'waiting',
  acknowledgement: null,
  refusal: null,
  answeredAt: null
});

/** Who the device is, and where its numbers go on, once the loss is known. */
async function setIdentity(
  db: DouchetteDatabase,
  held: { identity: MetaValues['identity']; sequence: MetaValues['sequence'] },
  after: { judgement: Judgement; restored: readonly OutboxRow[]; input: RestoreInput }
): Promise<void> {
  const { mark, mustBeginAnew } = after.judgement;
  const { identity, sequence } = held;
  const { now, random } = after.input;
  const isNameless = identity.deviceId === null && mark !== null;
  await db.writeMeta('identity', {
    deviceId: isNameless ? mark.deviceId : identity.deviceId,
    deviceName: isNameless ? mark.deviceName : identity.deviceName,
    incarnation: mustBeginAnew ? uuidV7({ now: Math.max(0, now), random }) : identity.incarnation
  });
  const instants = [sequence.lastRecordedAt, ...after.restored.map(({ movement }) => movement.recordedAt)];
  const known = instants.filter((instant) => instant !== null);
  const lastRecordedAt = known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
  await db.writeMeta('sequence', { next: mustBeginAnew ? 1 : sequence.next, lastRecordedAt });
  if (mark?.operator && !(await db.readMeta('operator'))) await db.writeMeta('operator', mark.operator);
}

/**
 * Compares the database with the high-water mark and the second copy, before the
 * first scan after a start, and puts back what it has lost: movements with the
 * identity that they were given, the device with its own. Numbers that were given
 * out are never given again: a database that fell behind begins a new incarnation.
 *
 * @returns what a person must be told; null when nothing is wanting
 */
export async function restoreQueue(
  db: DouchetteDatabase,
  input: RestoreInput
): Promise<Result<Restoration | null>> {
  const { copy, now } = input;
  try {
    return await db.transaction('rw', db.outbox, db.meta, async () => {
      const loss = await findLoss(db, input);
      if (!loss) return failed({ code: 'storage-failed', detail: 'no identity' });
      const { judgement, absent, identity, sequence } = loss;
      const { found, missing } = judgement;
      if (found === 'whole') return done(null);
      const valid = absent.filter(({ movement }) => movementSchema.safeParse(movement).success);
      const { added: restored } = await putBack(db, valid.map(toWaitingRow));
      await setIdentity(db, { identity, sequence }, { judgement, restored, input });
      const unreadable = absent.length - restored.length + (copy?.unreadable ?? 0);
      const told: Restoration = { found, at: now, restored: restored.length, unreadable, missing };
      await db.writeMeta('restoration', told);
      return done(told);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
