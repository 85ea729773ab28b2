import type { Cursor } from '../../../src/lib/protocol/pull.ts';
import type { SqliteDatabase } from './open-database.ts';

/**
 * Where the feed stands. Every write transaction that moves it leaves a mark, so
 * that a cursor can be told from one of another history with the same numbers.
 */
export function createFeedHead(client: SqliteDatabase) {
  const statements = {
    lastSeq: client.prepare<[], number>('SELECT last_seq FROM feed').pluck(),
    moveTo: client.prepare<[number]>('UPDATE feed SET last_seq = ?'),
    mark: client.prepare<[number]>(
      'INSERT INTO commit_mark (seq, mark) VALUES (?, lower(hex(randomblob(16))))'
    ),
    markAt: client
      .prepare<[number], string>('SELECT mark FROM commit_mark WHERE seq >= ? ORDER BY seq LIMIT 1')
      .pluck()
  };
  const lastSeq = (): number => statements.lastSeq.get() ?? 0;

  /** The mark of the transaction that a seq lies in; none at 0. */
  function markAt(seq: number): string | undefined {
    return seq === 0 ? undefined : statements.markAt.get(seq);
  }

  return {
    lastSeq,
    markAt,
    /** Inside a write transaction, once its last seq is known. */
    moveTo(seq: number): void {
      if (seq === lastSeq()) return;
      statements.moveTo.run(seq);
      statements.mark.run(seq);
    },
    /** Does the cursor say where this very history was? Its epoch is not looked at. */
    holds({ seq, id }: Pick<Cursor, 'seq' | 'id'>): boolean {
      if (seq > lastSeq()) return false;
      return id === undefined || id === markAt(seq);
    }
  };
}

export type FeedHead = ReturnType<typeof createFeedHead>;
