import { uuidV7 } from '../../../src/lib/domain/id.ts';
import type { Cursor } from '../../../src/lib/protocol/pull.ts';
import type { ServiceContext } from '../context.ts';

/**
 * Notices from what a device remembers that this server was put back to an
 * earlier state, by a restore or by a file copied by hand. Then the next epoch
 * begins, in which every device offers again what it still holds.
 */
export async function noticeRestore(
  { store, now, randomBytes, warn }: ServiceContext,
  moments: readonly (Cursor | undefined)[]
): Promise<void> {
  for (const moment of moments) {
    if (!moment) continue;
    const nextEpoch = uuidV7({ now: now(), random: randomBytes(10) });
    const recalled = await store.recallMoment(moment, nextEpoch);
    if (recalled.ok && recalled.value === 'restored')
      warn(
        { moment, epoch: store.epoch },
        'a device remembers what this database does not: a new epoch begins'
      );
  }
}
