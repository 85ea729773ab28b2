import type { Cursor } from '../../../src/lib/protocol/pull.ts';
import type { Recall } from '../store.ts';
import type { FeedHead } from './feed-head.ts';
import type { SqliteDatabase } from './open-database.ts';

/** The epochs of this history. A new one begins when a device shows that the server was put back. */
export function createEpochs(client: SqliteDatabase, head: FeedHead, newEpoch: string) {
  const statements = {
    present: client.prepare<[], string>('SELECT epoch FROM feed').pluck(),
    isKnown: client.prepare<[string], number>('SELECT 1 FROM epoch WHERE id = ?').pluck(),
    begin: client.prepare<[string]>('UPDATE feed SET epoch = ?'),
    remember: client.prepare<[string, number]>('INSERT INTO epoch (id, after) VALUES (?, ?)'),
    first: client.prepare<[string]>('INSERT OR IGNORE INTO feed (id, epoch, last_seq) VALUES (1, ?, 0)')
  };

  /** Two processes may open a new file at once: whoever writes first names the epoch. */
  const start = client.transaction((): string => {
    statements.first.run(newEpoch);
    const present = statements.present.get() ?? newEpoch;
    if (!statements.isKnown.get(present)) statements.remember.run(present, 0);
    return present;
  });
  let epoch = start.immediate();

  function begin(id: string): void {
    statements.begin.run(id);
    statements.remember.run(id, head.lastSeq());
    epoch = id;
  }

  const judge = client.transaction((moment: Cursor, nextEpoch: string): Recall => {
    epoch = statements.present.get() ?? epoch;
    if (moment.epoch === epoch && head.holds(moment)) return 'present';
    if (moment.epoch !== epoch && statements.isKnown.get(moment.epoch)) return 'past';
    begin(nextEpoch);
    return 'restored';
  });

  return {
    get present(): string {
      return epoch;
    },
    recall(moment: Cursor, nextEpoch: string): Recall {
      // Nearly always, and then without the lock of a write.
      if (moment.epoch === epoch && head.holds(moment)) return 'present';
      return judge.immediate(moment, nextEpoch);
    }
  };
}

export type Epochs = ReturnType<typeof createEpochs>;
