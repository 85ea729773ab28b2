import type { Cursor } from '../../protocol/pull.ts';
import type { PushResponse } from '../../protocol/push.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { OutboxRow } from '../schema.ts';

const waitingAgain = { state: 'waiting', acknowledgement: null, answeredAt: null } as const;

/**
 * Puts acknowledged movements back in the queue that the server no longer has:
 * it was restored from a backup that is older. Inside a transaction over `outbox`.
 *
 * @param present where the server stands now
 */
export async function reofferForgotten(db: DouchetteDatabase, present: Cursor): Promise<void> {
  const isForgotten = ({ acknowledgement: known }: OutboxRow): boolean =>
    known !== null && (known.epoch !== present.epoch || known.seq > present.seq);
  await db.outbox.filter((row) => row.state === 'acknowledged' && isForgotten(row)).modify(waitingAgain);
}

/** The same for numbers that the server misses although later ones have arrived. */
export async function reofferMissing(db: DouchetteDatabase, missing: PushResponse['missing']): Promise<void> {
  for (const { incarnation, from, to } of missing) {
    await db.outbox
      .where('[movement.origin.incarnation+movement.origin.sequence]')
      .between([incarnation, from], [incarnation, to], true, true)
      .filter(({ state }) => state === 'acknowledged')
      .modify(waitingAgain);
  }
}
